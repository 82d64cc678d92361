"""Hostile text in every field of every form and every parameter: answered without a failure of the hub, and what the
database holds stays as it was but for what the form is for.

Forms are found by following the links of the pages as each role, parameters in the OpenAPI document and in the links, so
that new ones are covered by themselves.
"""

import functools
import os
import random
import urllib.parse

import psycopg
import pytest
import requests

from askers import BASE, NOBODY, ROLES, person
from another_hub import fresh_address, running_hub
from people import PASSWORD
from site_map import Markup, Site, pattern

pytestmark = pytest.mark.skipif(not BASE, reason="XINLIAN_PAGE_URL is not set")
MARKUP = "<img src=x onerror=alert(1)>"
# Never run: each would show in the database, in an answer that takes long, or in a page, if a text became part of a statement.
TEXTS = [
    "'", "''; DROP TABLE account; --", "x' OR '1'='1", "$1", "\\", "\\'; SELECT pg_sleep(9); --", "%", "%' AND 1=1 --",
    "\0", "a\0b", "\\u0000", "\x1b[31m\r\nSet-Cookie: a=b", "{{account}} ${7*7}", MARKUP, "\u202e\ufffe\U0001f469\u200d\U0001f467",
    "../../../etc/passwd", "NaN", "-1", "9" * 40, "文" * 5000, "x" * 70_000,
]
# Tried everywhere; of the others so many, which ones differs from place to place and from seed to seed.
GRAVE = [TEXTS[1], TEXTS[8], MARKUP]
SOME = int(os.environ.get("XINLIAN_HOSTILE_TEXTS", "5"))
SEED = os.environ.get("XINLIAN_TEST_SEED", "20260701")
# What every request leaves behind, whatever becomes of it.
TRACES = ("audit", "session", "sign_in")


def texts(*place):
    others = [text for text in TEXTS if text not in GRAVE]
    return GRAVE + random.Random(f"{SEED} {place}").sample(others, min(SOME, len(others)))


@functools.cache
def database():
    return psycopg.connect(os.environ["XINLIAN_DATABASE_URL"], autocommit=True)


def query(sql):
    return database().execute(sql).fetchall()


def catalog():
    """What the database is made of."""
    [[digest]] = query(
        "SELECT md5(string_agg(x, '|' ORDER BY x)) FROM ("
        "SELECT concat_ws(' ', oid, relname, relkind, relowner, relacl, relrowsecurity, relforcerowsecurity) FROM pg_class"
        " WHERE relpersistence = 'p' UNION ALL SELECT concat_ws(' ', oid, proname, proacl, md5(prosrc)) FROM pg_proc"
        " UNION ALL SELECT concat_ws(' ', oid, polname, polqual, polwithcheck) FROM pg_policy"
        " UNION ALL SELECT concat_ws(' ', oid, tgname, tgenabled) FROM pg_trigger"
        " UNION ALL SELECT concat_ws(' ', oid, conname) FROM pg_constraint"
        " UNION ALL SELECT concat_ws(' ', rolname, rolsuper, rolbypassrls, rolcanlogin) FROM pg_roles) AS all_(x)")
    return digest


TABLES = ("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace NOT IN"
          " ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'pg_toast'::regnamespace)")


def counts():
    """The rows of every table."""
    tables = [table for [table] in query(TABLES)]
    return dict(query(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables)))


@pytest.fixture(scope="module")
def hub():
    with running_hub(XINLIAN_HTTP_REQUESTS_PER_SECOND="5000") as base:
        yield base


@pytest.fixture(scope="module", params=[NOBODY, *ROLES])
def site(request, hub):
    if request.param == NOBODY:
        link = "/sign-in/link?token=" + "A" * 43
        return Site(hub, {}, fresh_address(), ["/sign-in", "/sign-in/code", "/sign-in/second-factor", link])
    return Site(hub, person(request.param).cookies, fresh_address(), ["/", "/account"])


class Unchanged:
    """Checks that nothing changed in the database that nobody asked for: the rows of its tables at each step, and at the
    end what it is made of."""

    def __enter__(self):
        self.counts, self.catalog = counts(), catalog()
        return self

    def step(self, accepted=False, told=""):
        before, self.counts = self.counts, counts()
        assert self.counts.keys() == before.keys(), told
        for table, count in self.counts.items():
            if not any(trace in table for trace in TRACES):
                assert count >= before[table], (table, told)
                assert count == before[table] or accepted, (table, told)

    def __exit__(self, kind, *_):
        if kind is None:
            self.step()
            assert catalog() == self.catalog


def filled(form):
    """What a person might type."""
    usual = {"password": PASSWORD, "tel": "13800000000", "email": "a@example.cn", "date": "2026-07-01",
             "month": "2026-07", "number": "1", "textarea": "一句话"}
    return {field["name"]: field["value"] or usual.get(field["type"], f"t{random.randrange(10**9)}")
            for field in form["fields"] if field["type"] != "checkbox"}


def fields_to_try(form):
    """Forms without anything to type would do what their button says."""
    own = [field for field in form["fields"] if field["name"] != "_token" and field["type"] != "checkbox"]
    return [field["name"] for field in own] if any(field["type"] != "hidden" for field in own) else []


def fresh_token(site, form):
    """The page's own token, since some forms end the session that they were shown in."""
    for found in Markup(site.get(form["page"]).text).forms:
        for field in found["fields"]:
            if field["name"] == "_token":
                return field["value"]
    return ""


def texts_for(form, name):
    """A few where the hub has to compute a password's hash, which is meant to take long."""
    kinds = {field["name"]: field["type"] for field in form["fields"]}
    slow = kinds[name] == "password" or form["action"].startswith("/sign-in")
    return GRAVE if slow else texts(pattern(form["action"]), name)


@pytest.fixture(scope="module")
def tried():
    """Fields that somebody has tried already."""
    return set()


def test_forms_bear_any_text(site, tried):
    assert any(fields_to_try(form) for form in site.forms.values())
    with Unchanged() as unchanged:
        for kind, form in site.forms.items():
            for name in fields_to_try(form):
                if (kind, name) not in tried:
                    tried.add((kind, name))
                    accepted = bears_any_text(site, form, name)
                    unchanged.step(accepted, f"{form['action']} {name}")


def bears_any_text(site, form, name):
    """Whether the form did what it is for with one of the texts in a field."""
    token, accepted = fresh_token(site, form), False
    for text in texts_for(form, name):
        values = filled(form) | {name: text} | ({"_token": token} if form["method"] == "post" else {})
        sent = {"data": values} if form["method"] == "post" else {"params": values}
        answer = site.send(form["method"].upper(), form["action"], headers={"X-Forwarded-For": fresh_address()}, **sent)
        told = f"{form['action']} {name}={text[:30]!r}: {answer.status_code}"
        assert answer.status_code < 500, told
        assert answer.status_code not in (403, 429), told
        assert MARKUP not in answer.text, told
        assert "a" not in answer.cookies, told
        accepted |= form["method"] == "post" and answer.status_code in (200, 303)
    return accepted


@pytest.fixture(scope="module")
def reached():
    """Addresses that somebody asked who may: for the next one who may, the same work would be done again."""
    return set()


def test_addresses_bear_any_text(site, reached):
    addresses = set()
    for path in site.pages.values():
        parts = urllib.parse.urlsplit(path)
        for name in urllib.parse.parse_qs(parts.query, keep_blank_values=True):
            addresses.update((parts.path, name, text) for text in texts(pattern(parts.path), name))
    document = requests.get(BASE + "/api/v1/openapi.json", timeout=20).json()
    for path, operations in document["paths"].items():
        for parameter in operations.get("get", {}).get("parameters", []):
            if parameter["in"] == "query":
                known = path.replace("{code}", "S07")
                addresses.update((known, parameter["name"], text) for text in texts(path, parameter["name"]))
            elif parameter["in"] == "path":
                for text in texts(path, parameter["name"]):
                    addresses.add((path.replace("{%s}" % parameter["name"], urllib.parse.quote(text, safe="")), None, None))
    for path in site.pages.values():
        address, _ = pattern(path)
        if "*" in address:
            addresses.update((address.replace("*", urllib.parse.quote(text, safe="")), None, None) for text in texts(address))
    with Unchanged():
        for path, name, text in sorted(addresses - reached, key=str):
            answer = site.get(path, params={name: text} if name else None)
            if answer.status_code not in (401, 404):
                reached.add((path, name, text))
            assert answer.status_code < 500, (path, name, text)
            assert answer.status_code != 429, (path, name, text)
            assert MARKUP not in answer.text or "json" in answer.headers["Content-Type"], (path, name)


def test_what_was_stored_is_shown_as_text(site):
    """Pages after all this, read once more."""
    for path in Site(site.base, site.cookies, fresh_address(), list(site.pages.values())).pages.values():
        answer = site.get(path)
        assert MARKUP not in answer.text, path

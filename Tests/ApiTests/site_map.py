"""The pages that somebody reaches by following links, and the forms that stand on them."""

import html.parser
import re
import time
import urllib.parse

import requests

PLACE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[SH][0-9]{2}\b")


class Markup(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.forms, self.select = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        elif tag == "form":
            self.forms.append({"method": attributes.get("method", "get").lower(), "action": attributes.get("action"),
                               "fields": []})
        elif tag in ("input", "textarea", "select") and self.forms and attributes.get("name"):
            field = {"name": attributes["name"], "type": attributes.get("type", "text") if tag == "input" else tag,
                     "value": attributes.get("value") or ""}
            self.forms[-1]["fields"].append(field)
            self.select = field if tag == "select" else None
        elif tag == "option" and self.select is not None and (not self.select["value"] or "selected" in attributes):
            self.select["value"] = attributes.get("value") or ""


def pattern(address):
    """What addresses have in common that differ in which one they are about."""
    parts = urllib.parse.urlsplit(address)
    return PLACE.sub("*", parts.path), tuple(sorted(urllib.parse.parse_qs(parts.query, keep_blank_values=True)))


class Site:
    """The hub as somebody sees it: `pages` by pattern, and every form once."""

    def __init__(self, base, cookies, address, starts=("/",)):
        self.base, self.session = base, requests.Session()
        self.session.headers.update({"Accept": "text/html", "X-Forwarded-For": address})
        # By hand, since the cookies are for TLS and this is the own machine.
        self.cookies, self.pages, self.forms = dict(cookies), {}, {}
        waiting = list(starts)
        while waiting and len(self.pages) < 150:
            path = waiting.pop(0)
            if pattern(path) in self.pages:
                continue
            self.pages[pattern(path)] = path
            answer = self.get(path)
            assert answer.status_code < 500, path
            if answer.is_redirect and answer.headers["Location"].startswith("/"):
                waiting.append(answer.headers["Location"])
            if "text/html" in answer.headers.get("Content-Type", ""):
                markup = Markup(answer.text)
                for form in markup.forms:
                    form["action"] = urllib.parse.urljoin(path, form["action"] or path)
                    names = tuple(sorted(field["name"] for field in form["fields"]))
                    self.forms.setdefault((form["method"], pattern(form["action"]), names), form | {"page": path})
                addresses = [urllib.parse.urljoin(path, link).partition("#")[0] for link in markup.links]
                waiting += [found for found in addresses if found.startswith("/") and "lang=" not in found]

    def send(self, method, path, **arguments):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= arguments.pop("headers", {})
        while True:
            answer = self.session.request(
                method, self.base + path, headers=headers, allow_redirects=False, timeout=60, **arguments)
            # Nobody clicks so quickly; the hub says how long to wait, and there is nothing else to wait for.
            if answer.status_code != 429 or int(answer.headers.get("Retry-After", "60")) > 1:
                break
            time.sleep(1)
        form = answer.cookies.get("__Host-xinlian-form")
        if form:
            self.cookies["__Host-xinlian-form"] = form
        return answer

    def get(self, path, **arguments):
        return self.send("GET", path, **arguments)

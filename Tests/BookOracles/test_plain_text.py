"""The table of entries, Beancount and hledger."""

import collections
import csv
import io
import os
import re
import subprocess
import sys

from beancount import loader
from beancount.core import data

from books import fen, plain

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def run(*command):
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, env=environment, timeout=60)
    assert done.returncode == 0, done.stderr.decode()[:2000] + done.stdout.decode()[:2000]
    return done.stdout.decode()


def hledger(book, *arguments):
    return run("hledger", "-f", str(book.path(".journal")), *arguments)


def escaped(text):
    """Written from the description of names, not from the code."""
    return "".join(
        letter if re.fullmatch("[A-Za-z0-9]", letter) or letter == "-" and text[place + 1:place + 2] != "u"
        else f"-u{ord(letter):X}-" for place, letter in enumerate(text))


ROOTS = {"asset": "Assets", "liability": "Liabilities", "netAssets": "Equity", "revenue": "Income",
         "expense": "Expenses", "budgetRevenue": "Income", "budgetOutlay": "Expenses", "budgetBalance": "Equity"}


def account_names(book):
    return {f"{ROOTS[element]}:A{escaped(code)}": code for code, (_, _, element, _) in book.truth["accounts"].items()}


def test_the_table_has_every_entry_and_every_text(book):
    rows = iter(book.rows)
    for number, transaction in enumerate(book.transactions(), 0 if book.truth["opening"] else 1):
        for place, entry in enumerate(transaction["entries"], 1):
            row = next(rows)
            assert (row["transaction"], row["entry"]) == (str(number), str(place))
            assert row["date"] == transaction["date"]
            assert plain(row["account"]) == entry["account"]
            assert plain(row["title"]) == book.truth["accounts"][entry["account"]][1]
            side = "debit" if row["debit (CNY)"] else "credit"
            assert fen(row[f"{side} (CNY)"]) * (1 if side == "debit" else -1) == entry["fen"]
            for key, value in entry["dimensions"].items():
                assert plain(row[f"dimension {key}"]) == value
            empty = {name for name in row if name.startswith("dimension ") and row[name]}
            assert empty <= {f"dimension {key}" for key in entry["dimensions"]}
            if "opening" in transaction:
                continue
            assert row["side"] == entry["side"]
            assert plain(row["narration"]) == transaction["narration"]
            assert plain(row["number"]) == transaction.get("number", "")
            for key, value in transaction["links"].items():
                assert plain(row[f"link {key}"]) == value
    assert next(rows, None) is None


def test_no_text_of_the_table_calculates(book):
    for row in book.rows:
        for name, value in row.items():
            if name not in ("debit (CNY)", "credit (CNY)"):
                assert not re.match(r" *[=+\-@\t\r\n＝＋－＠]", value), (name, value)


def test_bean_check_finds_nothing(book):
    assert run(sys.executable, "-m", "beancount.scripts.check", "--no-cache", str(book.path(".beancount"))) == ""


def shown(text):
    """As Beancount keeps a text: control characters without an escape are replaced."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "\ufffd", text)


def beancount_changes(book):
    entries, errors, _ = loader.load_file(str(book.path(".beancount")))
    assert errors == []
    names = account_names(book)
    changes = collections.Counter()
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                changes[names[posting.account], entry.date.isoformat()[:7]] += fen(posting.units.number)
    return {key: amount for key, amount in changes.items() if amount}


def test_beancount_reads_back_what_was_put_in(book):
    entries, errors, _ = loader.load_file(str(book.path(".beancount")))
    assert errors == []
    names = account_names(book)
    opens = {entry.account: entry.meta for entry in entries if isinstance(entry, data.Open)}
    assert {name: meta["code"] for name, meta in opens.items()} == names
    for name, meta in opens.items():
        kept = [meta[key] for key in ("title-zh", "title-en", "element", "normal-side")]
        assert kept == book.truth["accounts"][names[name]]
    # Beancount orders by day, and within a day as written.
    expected = sorted(book.transactions(), key=lambda transaction: transaction["date"])
    found = [entry for entry in entries if isinstance(entry, data.Transaction)]
    assert len(found) == len(expected)
    for entry, transaction in zip(found, expected):
        assert entry.date.isoformat() == transaction["date"]
        for posting, line in zip(entry.postings, transaction["entries"], strict=True):
            assert posting.units.currency == "CNY"
            assert (names[posting.account], fen(posting.units.number)) == (line["account"], line["fen"])
            kept = {key: value for key, value in posting.meta.items() if key.startswith("dim-")}
            assert kept == {f"dim-{escaped(key)}": shown(value) for key, value in line["dimensions"].items()}
        if "opening" in transaction:
            assert entry.tags == {"opening"}
            continue
        assert entry.narration == shown(transaction["narration"])
        assert entry.meta.get("number") == (shown(transaction["number"]) if "number" in transaction else None)
        assert [posting.meta["side"] for posting in entry.postings] == [line["side"] for line in transaction["entries"]]
        red = any((line["fen"] < 0) == (line["side"] == "debit") and line["fen"] for line in transaction["entries"])
        assert entry.tags == ({"red-letter"} if red else set())
        assert entry.links == {f"{escaped(key)}/{escaped(value)}" for key, value in transaction["links"].items()}
        for key, value in transaction["links"].items():
            assert entry.meta[f"link-{escaped(key)}"] == shown(value)
    assert beancount_changes(book) == book.changes()


def test_hledger_accepts_the_journal(book):
    assert hledger(book, "check", "--strict") == ""


def hledger_changes(book):
    rows = list(csv.reader(io.StringIO(hledger(book, "balance", "-M", "-N", "-E", "--flat", "-O", "csv"))))
    names = account_names(book)
    months = rows[0][1:]
    changes = {}
    for name, *amounts in rows[1:]:
        for month, amount in zip(months, amounts, strict=True):
            if amount != "0":
                number, currency = amount.split(" ")
                assert currency == "CNY"
                changes[names[name], month] = fen(number)
    return changes


def test_hledger_has_the_same_changes_in_every_month(book):
    assert hledger_changes(book) == book.changes()


def test_a_stored_book_agrees_with_the_ledger(stored):
    """The ledger's totals by month, which know nothing of the export, against what three programs add up."""
    ledger = stored.ledger()
    assert ledger and len({month for _, month in ledger}) >= 3
    assert stored.changes() == ledger
    assert hledger_changes(stored) == ledger
    assert beancount_changes(stored) == ledger


def test_hledger_reads_every_day_and_text(book):
    """hledger has no escapes: some characters are their full-width look-alikes."""
    rows = list(csv.DictReader(io.StringIO(hledger(book, "print", "-O", "csv"))))
    expected = sorted(book.transactions(), key=lambda transaction: transaction["date"])
    lines = [(transaction, line) for transaction in expected for line in transaction["entries"]]
    assert len(rows) == len(lines)
    names = account_names(book)
    for row, (transaction, line) in zip(rows, lines):
        assert row["date"] == transaction["date"] and row["date2"] == ""
        assert (names[row["account"]], fen(row["amount"]), row["commodity"]) == (line["account"], line["fen"], "CNY")
        if "opening" not in transaction:
            look = CONTROL.sub(" ", transaction["narration"]).replace(";", "；").replace("|", "｜")
            assert row["description"].strip() == look.strip()
            code = CONTROL.sub(" ", transaction.get("number", "")).replace("(", "（").replace(")", "）")
            assert row["code"].strip() == code.strip()


def test_hledger_posts_on_the_day_of_the_transaction(book):
    """A text such as `date:2020-01-01` or `[2020-01-01]` moves no entry."""
    days = {transaction["date"] for transaction in book.transactions()}
    rows = list(csv.DictReader(io.StringIO(hledger(book, "register", "-O", "csv"))))
    assert {row["date"] for row in rows} == days


def test_hledger_finds_entries_by_dimension(books):
    book = books["financial"]
    wanted = sum(line["fen"] for transaction in book.transactions() for line in transaction["entries"]
                 if line["dimensions"].get("station") == "服务费")
    assert wanted != 0
    out = hledger(book, "balance", "--depth", "1", "-O", "csv", "tag:^dim-station$=^服务费$")
    total = list(csv.reader(io.StringIO(out)))[-1]
    assert total[0] == "total" and fen(total[1].split(" ")[0]) == wanted

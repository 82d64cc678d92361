"""The exported files of a book, and what an independent sum of its table of entries says."""

import collections
import csv
import decimal
import json
import os
import pathlib

FOLDER = pathlib.Path(os.environ.get("XINLIAN_BOOKS_FOLDER", "."))
MADE_UP = ("financial", "budgetary", "extremes")
STORED = ("stored-financial", "stored-budgetary")


def fen(text):
    """Fen of an amount in yuan; anything that is no whole number of fen is an error."""
    with decimal.localcontext(decimal.Context(prec=60)):
        amount = decimal.Decimal(text) * 100
        assert amount == amount.to_integral_value(), text
        return int(amount)


def plain(text):
    """A text of the table without the apostrophe that keeps spreadsheets from calculating it."""
    return text[1:] if text.startswith("'") else text


def table(path):
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n")
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


class Book:
    def __init__(self, name):
        self.name = name
        self.truth = json.loads(self.path(".json").read_text(encoding="utf-8"))
        head, *rows = table(self.path(".csv"))
        self.rows = [dict(zip(head, row, strict=True)) for row in rows]
        self.codes = list(self.truth["accounts"])

    def path(self, ending):
        return FOLDER / (self.name + ending)

    def entries(self):
        """(account, month, side, fen on that side) of each row; opening balances have the month None."""
        for row in self.rows:
            side = "debit" if row["debit (CNY)"] else "credit"
            assert row["side"] == side and not (row["debit (CNY)"] and row["credit (CNY)"])
            month = None if row["kind"] == "opening" else row["date"][:7]
            yield plain(row["account"]), month, side, fen(row[f"{side} (CNY)"])

    def changes(self):
        """What each account gained in each month with debit positive; the opening balances count in their own month."""
        sums = collections.Counter()
        for account, month, side, amount in self.entries():
            month = month or self.truth["openingDate"][:7]
            sums[account, month] += amount if side == "debit" else -amount
        return {key: amount for key, amount in sums.items() if amount}

    def ledger(self):
        """What the ledger says that each account gained in each month, from its totals and from no entry."""
        months = json.loads(self.path("-ledger.json").read_text(encoding="utf-8"))
        return {(account, month): debit - credit for month, accounts in months.items()
                for account, (debit, credit) in accounts.items() if debit != credit}

    def trial(self, month):
        """Account: opening, period and closing as (debit, credit), and the year to date."""
        rows = {code: [0] * 5 for code in self.codes}
        for account, at, side, amount in self.entries():
            row = rows[account]
            credit = int(side == "credit")
            if at is None or at < month:
                row[0] += -amount if credit else amount
            if at == month:
                row[1 + credit] += amount
            if at is not None and at[:4] == month[:4] and at <= month:
                row[3 + credit] += amount
        for account, (opening, debit, credit, year_debit, year_credit) in rows.items():
            closing = opening + debit - credit
            rows[account] = [max(opening, 0), max(-opening, 0), debit, credit, max(closing, 0), max(-closing, 0),
                             year_debit, year_credit]
        return rows

    def transactions(self):
        """As they were put in; the opening balances are the first."""
        if self.truth["opening"]:
            yield {"date": self.truth["openingDate"], "entries": self.truth["opening"], "opening": True}
        yield from self.truth["transactions"]

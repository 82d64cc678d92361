"""The trial balances of stored books: details below their sums, the year to date from the ledger's own totals."""

import json

import openpyxl

from books import fen, plain, table
from test_workbooks import amount

DETAILS = {"800101": "8001", "800102": "8001", "800103": "8001"}


def expected(book, month):
    """Account: what `Book.trial` has, details summed up under their parents and accounts without any figure left out.

    The year to date counts the months before the export too.
    """
    months = json.loads(book.path("-ledger.json").read_text(encoding="utf-8"))
    rows = book.trial(month)
    for account, row in rows.items():
        past = [months[at].get(account, [0, 0]) for at in months if at <= month]
        row[6:8] = [sum(pair[side] for pair in past) for side in (0, 1)]
    for detail, parent in DETAILS.items():
        if detail in rows:
            rows[parent] = net([one + other for one, other in zip(rows[parent], rows[detail])])
    return {account: row for account, row in rows.items() if any(row)}


def net(row):
    for place in (0, 4):
        balance = row[place] - row[place + 1]
        row[place:place + 2] = [max(balance, 0), max(-balance, 0)]
    return row


def top(rows):
    return [sum(column) for column in zip(*(row for account, row in rows.items() if account not in DETAILS))]


def test_every_month(stored):
    workbook = openpyxl.load_workbook(stored.path("-trial.xlsx"), data_only=True)
    months = [name for name in workbook.sheetnames if name[:2] == "20"]
    assert len(months) == 3
    for month in months:
        sheet, rows = workbook[month], expected(stored, month)
        body = list(sheet.iter_rows(min_row=5, max_row=4 + len(rows)))
        assert {row[0].value: [amount(cell) for cell in row[2:]] for row in body} == rows
        totals = sheet[5 + len(rows)]
        assert totals[0].value == "合计"
        assert [amount(cell) for cell in totals[2:]] == top(rows)


def test_the_last_month_as_a_table(stored):
    _, *rows, totals = table(stored.path("-trial.csv"))
    months = json.loads(stored.path("-ledger.json").read_text(encoding="utf-8"))
    wanted = expected(stored, max(months))
    assert {plain(row[0]): [fen(cell) for cell in row[2:]] for row in rows} == wanted
    assert [fen(cell) for cell in totals[2:]] == top(wanted)


def test_the_entries_as_a_sheet(stored):
    sheet = openpyxl.load_workbook(stored.path("-trial.xlsx"))["分录"]
    rows = list(sheet.iter_rows(min_row=4, max_row=sheet.max_row - 1))
    assert len(rows) == len(stored.rows)
    for cells, row in zip(rows, stored.rows):
        assert cells[0].value.date().isoformat() == row["date"]
        assert cells[3].value == plain(row["account"])
        for cell, name in ((cells[5], "debit (CNY)"), (cells[6], "credit (CNY)")):
            assert (amount(cell) if cell.value is not None else 0) == (fen(row[name]) if row[name] else 0)

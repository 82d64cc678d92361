"""Workbooks and the trial balance as openpyxl reads them."""

import datetime
import json

import openpyxl
import pytest

from books import FOLDER, fen, plain, table

AMOUNT = "#,##0.00"


def opened(path):
    """The workbook with its formulas, and with the values beside them."""
    return openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)


def amount(cell):
    """Fen of a cell: a number that is rounded as its format shows it, or a text beyond 15 digits."""
    if cell.data_type == "s":
        assert abs(fen(cell.value)) >= 10 ** 15
        return fen(cell.value)
    assert cell.data_type == "n" and cell.number_format == AMOUNT
    assert cell.value == round(cell.value, 2)
    return fen(repr(round(cell.value, 2))) if isinstance(cell.value, float) else cell.value * 100


def check_printing(sheet, title_row):
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"$1:${title_row}"
    assert sheet.freeze_panes == f"A{title_row + 1}"
    assert all(cell.font.bold for cell in sheet[title_row])


def test_the_trial_balance_of_every_month(made_up):
    with_formulas, with_values = opened(made_up.path("-trial.xlsx"))
    months = with_values.sheetnames
    assert len(months) == (1 if made_up.name == "extremes" else 24)
    for month in months:
        sheet, formulas = with_values[month], with_formulas[month]
        check_printing(sheet, 4)
        expected = made_up.trial(month)
        body = list(sheet.iter_rows(min_row=5, max_row=4 + len(made_up.codes)))
        assert sorted(row[0].value for row in body) == sorted(made_up.codes)
        for row in body:
            assert row[0].data_type == "s" and row[0].number_format == "@"
            assert [amount(cell) for cell in row[2:]] == expected[row[0].value], (month, row[0].value)
        assert sheet.auto_filter.ref == f"A4:J{4 + len(made_up.codes)}"
        totals = sheet[5 + len(made_up.codes)]
        assert totals[0].value == "合计"
        for place, cell in enumerate(totals[2:]):
            assert amount(cell) == sum(row[place] for row in expected.values())
        for cell in formulas[5 + len(made_up.codes)][2:]:
            letter = cell.column_letter
            if any(formulas[f"{letter}{row}"].data_type == "s" for row in range(5, cell.row)):
                assert cell.data_type != "f"
            else:
                assert cell.value == f"=ROUND(SUM({letter}5:{letter}{cell.row - 1}),2)"
        sums = [amount(cell) for cell in totals[2:]]
        assert sums[0] == sums[1] and sums[4] == sums[5]


def test_the_trial_balance_as_a_table(made_up):
    head, *rows, totals = table(made_up.path("-trial.csv"))
    last = max(transaction["date"] for transaction in made_up.truth["transactions"])[:7]
    expected = made_up.trial(last)
    assert {plain(row[0]): [fen(cell) for cell in row[2:]] for row in rows} == expected
    assert [plain(row[1]) for row in rows] == [made_up.truth["accounts"][plain(row[0])][0] for row in rows]
    assert totals[0] == "合计" and len(head) == len(totals) == 10
    assert [fen(cell) for cell in totals[2:]] == [sum(column) for column in zip(*expected.values())]


@pytest.fixture(name="hostile")
def hostile_fixture(books):
    truth = json.loads((FOLDER / "hostile.json").read_text(encoding="utf-8"))
    return truth, *opened(FOLDER / "hostile.xlsx")


def test_texts_stay_texts(hostile):
    truth, book, _ = hostile
    assert book.sheetnames == truth["sheets"]
    sheet = book[truth["sheets"][0]]
    assert [cell.value for cell in sheet[1]] == ["=文本", "+2"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value or "" for cell in cells] == truth["texts"]
    for cell in cells:
        assert cell.data_type == ("s" if cell.value else "n") and cell.number_format == "@"
        assert cell.hyperlink is None
    check_printing(sheet, 1)


def test_numbers_and_totals(hostile):
    truth, book, values = hostile
    sheet = book[truth["sheets"][1]]
    assert [sheet["A1"].value, sheet["A2"].value] == ["标题", "=1+1"] and sheet["A2"].data_type == "s"
    rows = list(sheet.iter_rows(min_row=4, max_row=3 + len(truth["fen"])))
    assert [amount(row[1]) for row in rows] == truth["fen"]
    assert [row[2].value for row in rows] == truth["fen"]
    end = 4 + len(truth["fen"])
    assert [cell.value for cell in sheet[end]] == [
        "合计", f"=ROUND(SUM(B4:B{end - 1}),2)", f"=SUM(C4:C{end - 1})"]
    assert [amount(values[truth["sheets"][1]][end][1]), values[truth["sheets"][1]][end][2].value] == [
        sum(truth["fen"])] * 2
    assert sheet.column_dimensions["C"].width == pytest.approx(20, abs=1)


def test_what_no_number_holds_is_a_text(hostile):
    truth, book, _ = hostile
    sheet = book[truth["sheets"][2]]
    assert sheet["A2"].value == "92233720368547758.07" and sheet["A2"].data_type == "s"
    assert sheet["A5"].value == "92233720368547758.08" and sheet["A5"].data_type == "s"
    assert sheet["B5"].value == "=1+1" and sheet["B5"].data_type == "s"
    assert sheet["B2"].value == pytest.approx(0.0105) and sheet["B2"].number_format == "0.00%"
    assert sheet["A4"].value is None


def test_days(hostile):
    truth, book, _ = hostile
    cells = [cell for (cell,) in book[truth["sheets"][3]].iter_rows(min_row=2)]
    assert [cell.value.date().isoformat() for cell in cells[2:-1]] == truth["dates"][2:]
    # openpyxl counts the days before 1900-03-01 as spreadsheets do not.
    assert all(isinstance(cell.value, (datetime.datetime, datetime.time)) for cell in cells[:2])
    assert cells[-1].value == "1899-12-31"


def test_an_empty_sheet_has_its_totals(hostile):
    truth, book, _ = hostile
    sheet = book[truth["sheets"][4]]
    assert [cell.value for (cell,) in sheet.iter_rows()] == ["空", "合计"]
    assert sheet.print_title_rows == "$1:$1"

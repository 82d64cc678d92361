"""Books are read once; the folder with them comes from XINLIAN_BOOKS_FOLDER."""

import os

import pytest

from books import MADE_UP, STORED, Book


@pytest.fixture(scope="session", name="books")
def books_fixture():
    if "XINLIAN_BOOKS_FOLDER" not in os.environ:
        pytest.skip("no books to read; set XINLIAN_BOOKS_FOLDER")
    return {name: Book(name) for name in MADE_UP + STORED}


def found(books, name):
    print(f"XINLIAN_TEST_SEED={books[name].truth['seed']}")
    return books[name]


@pytest.fixture(params=MADE_UP + STORED)
def book(request, books):
    return found(books, request.param)


@pytest.fixture(params=MADE_UP)
def made_up(request, books):
    return found(books, request.param)


@pytest.fixture(params=STORED)
def stored(request, books):
    return found(books, request.param)

"""The least that can be served: one page of fixed text, the limit that other pages are measured against."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def show() -> str:
    """A page."""
    return "<!DOCTYPE html><title>Bare</title><p>Nothing is looked up, checked or filled in."

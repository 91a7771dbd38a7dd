"""The modules inside a bundle."""

from __future__ import annotations

import pytest

from pixelgate.parse.javascript.packed import defined


def begun(code: str, *modules: str) -> list[str]:
    return [code[: at + 1] for at in defined(code.encode(), tuple(f"bundle:{one}" for one in modules))]


@pytest.mark.parametrize(
    ("code", "begin"),
    [
        ("({12:function(e){}})", "({12:function"),
        ("({12:(e,t)=>{}})", "({12:(e,t)=>"),
        ("({12:async e=>{}})", "({12:async e=>"),
        ('({ "12": (e) => {} })', '({ "12": (e) =>'),
        ("({12(e,t,n){}})", "({12(e,t,n){"),
        ("push([12,(e,t)=>{}])", "push([12,(e,t)=>"),
        ("r('12',function(e){})", "r('12',function"),
    ],
)
def test_where_a_module_may_be_defined(code: str, begin: str) -> None:
    assert begun(code, "12") == [begin]
    assert begun(code, "1", "2", "123") == []


def test_many_modules_in_one_pass() -> None:
    code = "({312:e=>{},12:e=>{},'./a':e=>{},'./a/b':e=>{}});n(12);x.12,f=>0"
    listed = ["({312:e=>{},12:e=>", "({312:e=>{},12:e=>{},'./a':e=>", "({312:e=>{},12:e=>{},'./a':e=>{},'./a/b':e=>"]
    assert begun(code, "12", "./a", "./a/b", "7") == listed
    assert begun(code) == []


def test_of_a_module_only_so_many_places_are_told() -> None:
    assert len(begun("12:e=>0;" * 100, "12")) == 50

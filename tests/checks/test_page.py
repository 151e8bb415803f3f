"""The check page is open to everybody and asks for nothing."""


def test_the_check_page_needs_no_login(nobody):
    page = nobody.get("/check")
    assert page.status_code == 200
    assert "<reach-check" in page.text
    assert nobody.get("/time").status_code == 200

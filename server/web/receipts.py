"""How a receipt stands, for whoever holds it (R090): no name, and guessing takes longer and longer."""

from aiohttp import web

from server import journal
from server.access import Right
from server.journal.records import ReceiptState
from server.web.errors import Refused
from server.web.route import Call, Route, json_answer


async def state(call: Call) -> web.Response:
    """Only a wrong code counts as a try: at a kiosk many visitors come from one address."""
    tries, code = call.house.receipt_tries, call.request.match_info["code"]
    if (wait_s := tries.wait_s(call.address)) > 0:
        raise Refused("too_many_tries", seconds=wait_s)
    tries.count(call.address)
    found = await call.house.journal.do(lambda c: journal.search.receipt(c, code[:64]))
    if found is None:
        raise Refused("not_found")
    tries.undo(call.address)
    return json_answer(found)


ROUTES = (
    Route(
        "GET",
        "/api/receipts/{code}",
        Right.PUBLIC,
        "How a receipt stands",
        state,
        answer=ReceiptState,
        noes=(404, 429, 503),
    ),
)

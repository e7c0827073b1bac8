"""What the visitor sees of each state of the session. Screens decide nothing: they draw, and pass touches on."""

from typing import assert_never

from kivy.uix.widget import Widget

from kiosk import visit as v
from kiosk.screens import about, details, find, information, receipts, service, sheets, start, ticket
from kiosk.screens.bar import bar
from kiosk.screens.look import Look
from kiosk.screens.parts import from_above
from kiosk.screens.spoken import unspoken


def draw(look: Look) -> Widget:
    """The page of the session's screen, and the bar that every screen has."""
    page = screen_of(look.session.screen, look)
    if look.glass.small:
        return from_above(look.row(page, unspoken(bar(look)), gap_mm=0))
    return from_above(look.column(page, unspoken(bar(look)), gap_mm=0))


def screen_of(screen: v.Screen, look: Look) -> Widget:
    match screen:
        case v.Start():
            return start.start(screen, look)
        case v.OutOfService() | v.NoTicket():
            return start.out_of_service(screen, look)
        case v.EnterPin():
            return service.enter_pin(screen, look)
        case v.ServiceMenu():
            return service.menu(screen, look)
        case v.ScreenTest():
            return service.screen_test(screen, look)
        case v.Categories():
            return find.categories(screen, look)
        case v.Events():
            return find.events(screen, look)
        case v.Services():
            return find.services(screen, look)
        case v.Search():
            return find.search(screen, look)
        case v.Information():
            return information.information(screen, look)
        case v.Subjects():
            return information.subjects(screen, look)
        case v.Titles():
            return information.titles(screen, look)
        case v.Reading():
            return information.read(screen, look)
        case v.About():
            return about.about(screen, look)
        case v.More():
            return details.more(screen, look)
        case v.Steps():
            return details.steps(screen, look)
        case v.Sample():
            return details.sample(screen, look)
        case v.PaperList():
            return details.paper_list(screen, look)
        case v.Villages():
            return about.villages(screen, look)
        case v.Offer():
            return ticket.offer(screen, look)
        case v.Taking():
            return ticket.taking(screen, look)
        case v.Printing():
            return ticket.printing(screen, look)
        case v.Printed():
            return ticket.printed(screen, look)
        case v.DidItPrint():
            return ticket.did_it_print(screen, look)
        case v.CodeOnScreen():
            return ticket.code_on_screen(screen, look)
        case v.Farewell():
            return ticket.farewell(screen, look)
        case v.ChooseSheet():
            return sheets.choose(screen, look)
        case v.Asked():
            return sheets.asked(screen, look)
        case v.Thanks():
            return sheets.thanks(screen, look)
        case v.EnterReceipt():
            return receipts.enter(screen, look)
        case v.ReceiptStands():
            return receipts.stands(screen, look)
        case _:
            assert_never(screen)

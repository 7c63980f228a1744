import Testing

@testable import mintmark

@Suite("PlaceText")
struct PlaceTextTests {
    @Test func aTableSaysWhichLanesAreEmptyOrOutOfOrder() throws {
        let places = [try Sample.place(), try Sample.place(open: false, faulted: true)]
        #expect(
            PlaceText.list(places, Presentation()) == """
                PLACE  NAME      STATE   SELECTIONS  UNITS  TROUBLE           MACHINE
                lobby  Lobby 🍿  open             2      7  empty: A2         lobby-1::0011223344556677
                lobby  Lobby 🍿  closed           2      7  out of order: A1  lobby-1::0011223344556677

                """
        )
    }

    @Test func noPlaceSaysWhatToDoNext() {
        #expect(PlaceText.list([], Presentation()).contains("mintmark place put"))
    }

    @Test func aSheetHasPricesAndStock() throws {
        #expect(
            PlaceText.sheet(try Sample.place(faulted: true), Presentation()) == """
                place    lobby
                name     Lobby 🍿
                state    open
                owner    operator
                machine  lobby-1::0011223344556677

                SELECTION  NAME                PRICE  LANE
                a1         Salted peanuts   1.50 EUR  A1
                a2         お茶            12.50 EUR  A2

                LANE  UNITS  RESERVED  STATE         REASON
                A1        7         1  out of order  no drop seen
                A2        0         0  disabled

                """
        )
    }

    @Test func pricesAreChangedInPlace() throws {
        var draft = PlaceDraft(try Sample.place())
        let price = try #require(PriceArgument(argument: "a2=0.95"))
        try draft.price([price], "lobby", currency: "EUR")
        #expect(draft.selections.map(\.price) == ["150", "95"])
        let unknown = try #require(PriceArgument(argument: "b9=1"))
        let error = #expect(throws: CommandError.self) { try draft.price([unknown], "lobby", currency: "EUR") }
        #expect(error?.message == "Place lobby has no selection “b9”; it has a1, a2.")
    }
}

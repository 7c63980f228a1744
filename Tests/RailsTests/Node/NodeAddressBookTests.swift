import Testing

@testable import Rails

@Suite("NodeAddressBook")
struct NodeAddressBookTests {
    @Test func anUnknownLabelHasNoAddresses() throws {
        #expect(try NodeAddressBook.addresses(.refusal(number: -11, message: "No addresses with label x")) == [])
    }

    @Test func onlyReceivingAddressesCount() throws {
        let answer = try JSONValue(reading: Array(#"{"b":{"purpose":"receive"},"a":{"purpose":"send"}}"#.utf8))
        #expect(try NodeAddressBook.addresses(.result(answer)) == ["b"])
    }

    @Test func otherRefusalsAreErrors() {
        #expect(throws: RailError(.walletMissing, "")) {
            try NodeAddressBook.addresses(.refusal(number: -18, message: "not loaded"))
        }
    }

    @Test func theAddressMadeFirstWinsWhicheverOrderTheyAreListedIn() throws {
        func info(_ path: String) -> NodeAnswer { .result(.object(["hdkeypath": .string(path)])) }
        let first = info("m/0'/0'/9'")
        let second = info("m/0'/0'/10'")
        #expect(try NodeAddressBook.lowest(["a", "b"], [second, first]) == "b")
        #expect(try NodeAddressBook.lowest(["b", "a"], [first, second]) == "b")
        #expect(try NodeAddressBook.lowest(["a", "b"], [.result(.object([:])), second]) == "b")
        #expect(try NodeAddressBook.lowest([], []) == nil)
    }
}

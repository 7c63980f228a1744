import Doctor
import Testing

@Suite("Finding codes")
struct FindingCodeTests {
    @Test(arguments: FindingCode.allCases) func namesItsAreaFirst(code: FindingCode) {
        #expect(code.rawValue.hasPrefix("\(code.area.rawValue)."))
    }

    @Test(arguments: FindingCode.allCases) func saysWhatToDoWhenSomethingHasToBeDone(code: FindingCode) {
        #expect(!code.meaning.isEmpty)
        if code.severity > .note { #expect(!code.next.isEmpty) }
        if code.severity == .ok { #expect(code.next.isEmpty) }
    }

    @Test func everyAreaHasACode() {
        #expect(Set(FindingCode.allCases.map(\.area)) == Set(Area.allCases))
    }
}

import Passport
import Testing

@Suite("The life of a serial")
struct SerialTransitionTests {
    /// The whole table: what is not listed is refused. `-` stands for "stays".
    private static let table: [SerialState: [String: SerialState]] = [
        .unassigned: ["assign": .unallocated, "invalidate": .invalid],
        .unallocated: ["assign": .unallocated, "allocate": .allocated, "give back": .inactive, "invalidate": .invalid],
        .allocated: ["allocate": .allocated, "encode": .encoded, "give back": .inactive, "invalidate": .invalid],
        .encoded: [
            "encode": .encoded, "commission": .commissioned, "sample": .sampled, "scrap": .scrapped,
            "invalidate": .invalid,
        ],
        .commissioned: [
            "commission": .commissioned, "sample": .sampled, "scrap": .scrapped, "release": .released,
            "retire": .inactive, "destroy": .destroyed,
        ],
        .sampled: ["sample": .sampled, "retire": .inactive, "destroy": .destroyed],
        .scrapped: ["scrap": .scrapped, "destroy": .destroyed],
        .inactive: ["give back": .inactive, "retire": .inactive, "destroy": .destroyed],
        .destroyed: ["destroy": .destroyed],
        .released: ["release": .released, "retire": .inactive, "destroy": .destroyed],
        .invalid: ["invalidate": .invalid],
    ]

    @Test(arguments: SerialState.allCases) func everyPairHasTheListedOutcome(_ state: SerialState) throws {
        for event in SerialEvent.all {
            let outcome = SerialTransition.of(event, in: state)
            var expected = Self.table[state]?[event.name]
            if state == .allocated, event == .scrap(.inDoubt) { expected = .scrapped }
            switch outcome {
            case .moves(let next):
                #expect(next == expected && next != state, "\(state) \(event)")
                #expect(try state.after(event) == next)
            case .stays:
                #expect(expected == state, "\(state) \(event)")
                #expect(try state.after(event) == state)
            case .refused:
                #expect(expected == nil, "\(state) \(event)")
                #expect(throws: PassportError(.badTransition, "")) { try state.after(event) }
            }
        }
    }

    @Test func nothingLeadsBackToWhereASerialCouldBeUsedAgain() {
        let before: Set<SerialState> = [.unassigned, .unallocated, .allocated]
        for state in SerialState.allCases where !before.contains(state) {
            #expect(state.successors.isDisjoint(with: before), "\(state)")
        }
        #expect(SerialState.inactive.successors == [.destroyed])
    }

    @Test func everyStateCanBeReachedAndEveryLifeEnds() {
        var reached: Set<SerialState> = [.unassigned]
        for _ in SerialState.allCases { reached.formUnion(reached.flatMap(\.successors)) }
        #expect(reached == Set(SerialState.allCases))
        for state in SerialState.allCases where state.successors.isEmpty {
            #expect(state == .destroyed || state == .invalid)
        }
    }

    @Test func anUnfinishedSerialKeepsARunOpen() {
        #expect(SerialState.allCases.filter { !$0.isEndOfRun } == [.unassigned, .unallocated, .allocated, .encoded])
    }

    @Test func everyStateHasItsNumberOfTheStandard() {
        #expect(Set(SerialState.allCases.map(\.number)).count == SerialState.allCases.count)
        #expect(SerialState.allCases.allSatisfy { (0...11).contains($0.number) })
    }

    @Test func aMarkInDoubtIsScrappedBeforeItIsKnownToBeWritten() throws {
        #expect(try SerialState.allocated.after(.scrap(.inDoubt)) == .scrapped)
        #expect(SerialTransition.of(.scrap(.unreadable), in: .allocated) == .refused(.notWritten))
    }
}

/// Which commands may be received: the replay guard, as a pure rule. Counters are dense within an incarnation, so only
/// the next one is new; the clock has no say.
package struct CounterRule: Sendable, Equatable {
    /// What is remembered of a command.
    package struct Known: Sendable, Equatable {
        /// Its id.
        package let id: String
        /// The incarnation it was received in.
        package let incarnation: Int64
        /// Its counter.
        package let counter: Int64
        /// The hash of what may not change in it.
        package let bodyHash: [UInt8]

        /// A remembered command.
        package init(id: String, incarnation: Int64, counter: Int64, bodyHash: [UInt8]) {
            self.id = id
            self.incarnation = incarnation
            self.counter = counter
            self.bodyHash = bodyHash
        }
    }

    /// What to do with a command.
    package enum Verdict: Sendable, Equatable {
        /// New: receive it.
        case accept
        /// Received before, with the same id and body: answer as before, run nothing.
        case duplicate
        /// A used counter or id with other content: quarantine.
        case counterReuse
        /// Commands before it are missing: ask for `expected` again.
        case gap(expected: Int64)
        /// Used before, and no longer remembered what for: refuse, run nothing.
        case replayedBeyondMemory
    }

    /// The present incarnation.
    package var incarnation: Int64
    /// The counter of the last command received.
    package var lastCounter: Int64
    /// Commands up to this counter are no longer (or never were) remembered.
    package var forgottenCounter: Int64

    /// The rule at some state of the journal.
    package init(incarnation: Int64, lastCounter: Int64, forgottenCounter: Int64) {
        precondition(forgottenCounter <= lastCounter, "only received commands can be forgotten")
        self.incarnation = incarnation
        self.lastCounter = lastCounter
        self.forgottenCounter = forgottenCounter
    }

    /// Decides on a command.
    ///
    /// - Parameters:
    ///   - sameCounter: the remembered command of this incarnation with that counter.
    ///   - sameID: the remembered command with that id, of any incarnation.
    package func decide(
        id: String,
        counter: Int64,
        bodyHash: [UInt8],
        sameCounter: Known?,
        sameID: Known?
    ) -> Verdict {
        // An id stands for one command at one counter, in whatever order the commands arrive.
        if let sameID, sameID.counter != counter || sameID.incarnation != incarnation { return .counterReuse }
        if counter > lastCounter {
            return counter == lastCounter + 1 ? .accept : .gap(expected: lastCounter + 1)
        }
        guard counter > forgottenCounter, let sameCounter else { return .replayedBeyondMemory }
        return sameCounter.id == id && sameCounter.bodyHash == bodyHash ? .duplicate : .counterReuse
    }
}

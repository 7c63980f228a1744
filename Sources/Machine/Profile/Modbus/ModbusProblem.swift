/// One thing that does not go together in the Modbus part of a profile: what the compiler reports with its line, and
/// what a program refuses to load.
package struct ModbusProblem: Sendable, Equatable {
    /// What kind of problem it is.
    package enum Kind: String, Sendable, CaseIterable {
        /// A list that must not be empty is.
        case nothingThere
        /// An id or a name is already taken.
        case duplicateID
        /// Two buses are one, or two devices answer to one unit id.
        case twoOwners
        /// A name leads nowhere.
        case unknownReference
        /// A number, a time or a length is outside of what the format or the standard allows.
        case outOfRange
        /// A unit id of 0, which everybody obeys and nobody answers.
        case broadcastUnit
        /// A serial device by a name that changes when adapters are plugged in another order.
        case unstableDevice
        /// Two registers lie on top of each other.
        case registerOverlap
        /// One register is used for two things.
        case registerUsedTwice
        /// A register of the wrong table, kind or length for its use.
        case wrongRegister
        /// Registers that belong in one request do not lie side by side.
        case blockNotContiguous
        /// They do not fit into one request.
        case blockTooLong
        /// A constant that looks the same in another order of bytes or words.
        case wordOrderNotShown
        /// A heartbeat that beats less than three times within its timeout.
        case heartbeatTooSlow
    }

    /// What it is about; numbers are places in the lists of the profile, from 0.
    package enum Subject: Hashable, Sendable {
        /// The Modbus part as a whole.
        case profile
        /// A bus.
        case bus(Int)
        /// A device.
        case device(Int)
        /// A register of a device.
        case register(device: Int, Int)
        /// A station.
        case station(Int)
    }

    /// What kind of problem it is.
    package var kind: Kind
    /// What it is about.
    package var subject: Subject
    /// Which key of the subject, in the words of the YAML grammar; nil for the subject as a whole.
    package var key: String?
    /// What is wrong.
    package var message: String
    /// How to put it right.
    package var fix: String
}

/// What went wrong with a line or a bus. Two errors are equal when their codes are; the message is for people.
package struct GPIOError: Error, Equatable, CustomStringConvertible {
    /// The kinds of failure a caller can tell apart.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        enum Name: String, CaseIterable {
            case chipNotFound, lineNotFound, ambiguousName, lineBusy, duplicateLine, invalidConfiguration
            case notAnOutput, notAnInput, permissionDenied, ioFailure, closed, unsupported
            case valueOutOfRange, notASCII, textTooLong, notFinite, malformedValue
            case busUnavailable, noAnswer, exception, suspended, wrongDevice, overloaded, expired
        }

        let name: Name

        /// No chip has this label.
        package static let chipNotFound = Code(name: .chipNotFound)
        /// The chip has no line of this name.
        package static let lineNotFound = Code(name: .lineNotFound)
        /// Two chips share the label, or two lines of the chip the name.
        package static let ambiguousName = Code(name: .ambiguousName)
        /// Someone else owns the line.
        package static let lineBusy = Code(name: .lineBusy)
        /// The configuration names a line twice.
        package static let duplicateLine = Code(name: .duplicateLine)
        /// The configuration breaks a limit: a name's length, the number of lines, the debounce period.
        package static let invalidConfiguration = Code(name: .invalidConfiguration)
        /// The line was not requested as an output of this bank.
        package static let notAnOutput = Code(name: .notAnOutput)
        /// The line was not requested by this bank at all.
        package static let notAnInput = Code(name: .notAnInput)
        /// The process may not open the chip's device.
        package static let permissionDenied = Code(name: .permissionDenied)
        /// The device, or the simulator behind the socket, failed.
        package static let ioFailure = Code(name: .ioFailure)
        /// The bank was closed before the call.
        package static let closed = Code(name: .closed)
        /// The chip or kernel cannot do what was asked, such as a debounce on a kernel before 5.10.
        package static let unsupported = Code(name: .unsupported)
        /// The value does not fit the register's type, or is of another kind.
        package static let valueOutOfRange = Code(name: .valueOutOfRange)
        /// The text has a character that is not printable ASCII.
        package static let notASCII = Code(name: .notASCII)
        /// The text has more characters than the register.
        package static let textTooLong = Code(name: .textTooLong)
        /// The number is NaN or infinite.
        package static let notFinite = Code(name: .notFinite)
        /// What the device holds is no value of the register's type.
        package static let malformedValue = Code(name: .malformedValue)
        /// The bus's port or connection can't be opened.
        package static let busUnavailable = Code(name: .busUnavailable)
        /// The device gave no answer, or none that makes sense, as often as it was asked.
        package static let noAnswer = Code(name: .noAnswer)
        /// The device answered with a Modbus exception, which is the cause.
        package static let exception = Code(name: .exception)
        /// The device was silent too often and is left alone for a while.
        package static let suspended = Code(name: .suspended)
        /// Another device answers at this address than the one that is expected.
        package static let wrongDevice = Code(name: .wrongDevice)
        /// Too many requests wait for the bus already.
        package static let overloaded = Code(name: .overloaded)
        /// The request waited for the bus until its deadline, and was not sent.
        package static let expired = Code(name: .expired)

        /// The code's name, stable for logs.
        package var description: String { name.rawValue }
    }

    /// Which kind of failure.
    package var code: Code
    /// What happened, to which line, and what to do next.
    package var message: String
    /// The error this one was made from.
    package var cause: (any Error)?

    /// An error with its message and, where there is one, its cause.
    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Whether both are the same kind of failure.
    package static func == (left: GPIOError, right: GPIOError) -> Bool { left.code == right.code }

    /// `code: message`.
    package var description: String { "\(code): \(message)" }
}

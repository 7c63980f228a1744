/// Why an identity, a link, a proof or a passport was refused: what is wrong, where, and what to do next.
package struct PassportError: Error, Sendable, CustomStringConvertible {
    /// The stable reasons.
    package enum Code: String, CaseIterable, Sendable {
        /// There is nothing where a value must stand.
        case empty
        /// The value has more characters or bytes than the standard or a limit of ours allows.
        case tooLong
        /// The value has a length that its kind does not have.
        case wrongLength
        /// A character is not one of the set that the value is written in.
        case badCharacter
        /// The check digit or the check characters do not fit the rest.
        case badCheck
        /// A part of the value is out of its range: a date, a piece of a total, a leading zero.
        case badValue
        /// Too little randomness or too small a space was given for what is asked.
        case tooWeak
        /// The serial may not go from its state by this event.
        case badTransition
        /// The serial is not one of the block.
        case notInBlock
        /// The serial was taken from the block before, or stands in another block.
        case alreadyUsed
        /// The block was returned; nothing is taken from it any more.
        case blockReturned
        /// The link does not begin with http:// or https://.
        case badScheme
        /// The link's host is missing or has characters that no host has.
        case badHost
        /// A percent sign is not followed by two hexadecimal digits, or hides a zero byte.
        case badEncoding
        /// The link's path holds no primary key of GS1.
        case noKey
        /// The number is no application identifier.
        case unknownIdentifier
        /// The qualifiers do not belong to the key, or stand in the wrong order.
        case badSequence
        /// The application identifier may not stand in the query.
        case notAnAttribute
        /// The application identifier stands twice.
        case repeated
        /// The text or the bytes do not have the form that is asked for.
        case malformed
        /// The signature does not fit.
        case badSignature
        /// No signature is of a key that is known here.
        case unknownKey
        /// The hashes do not lead from one end of the proof to the other.
        case badProof
        /// A hash that is needed is not there.
        case missingHash
        /// The versions do not follow one another.
        case badVersion
        /// Whoever signed may not say this.
        case notPermitted
    }

    /// Which reason; two errors are equal when their codes are.
    package var code: Code
    /// What happened, to what, and what to do next.
    package var message: String
    /// Where in what was given, counted in bytes from 0, when it is in one place.
    package var position: Int?
    /// The error underneath, in words.
    package var cause: String?

    /// Makes an error.
    package init(_ code: Code, _ message: String, at position: Int? = nil, cause: String? = nil) {
        self.code = code
        self.message = message
        self.position = position
        self.cause = cause
    }

    package var description: String {
        let place = position.map { " (at byte \($0))" } ?? ""
        let reason = cause.map { " (\($0))" } ?? ""
        return "\(code.rawValue): \(message)\(place)\(reason)"
    }
}

extension PassportError: Equatable {
    package static func == (left: PassportError, right: PassportError) -> Bool { left.code == right.code }
}

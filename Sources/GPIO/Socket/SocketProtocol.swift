/// How a program and the simulated chip of another process talk over a Unix domain socket.
///
/// Text, one line each way, UTF-8, ended by a line feed, at most 4,096 bytes without it. Fields are separated by one
/// space; names, consumers and messages are percent-encoded. A client has one request outstanding; each gets exactly
/// one reply, but `wait` any number of `edge` lines before its `end`. Levels are logical: 1 is active. Lines are known
/// by their place among the outputs or the inputs, from 0, in the order they were asked for.
///
/// | request | reply |
/// |---|---|
/// | `hello 1 <consumer>` | `ok`, or `error` when the version is another |
/// | `output <chip> <line> <active-low 0 or 1> <initial 0 or 1>` | `ok` |
/// | `input <chip> <line> <active-low 0 or 1> <bias> <debounce in µs>` | `ok` |
/// | `open` | `opened <a digit per input>`: its level; all lines are taken, or `error` and none is |
/// | `set <output> <level>` | `ok` |
/// | `read-output <output>` | `level <level>` |
/// | `read-input <input>` | `level <level>` |
/// | `wait <milliseconds>` | `edge <input> <level> <timestamp in ns> <line sequence>`…, then `end` |
/// | `peek <chip> <line> <active-low 0 or 1>` | `level <level>` of a line nobody holds, which stays as it is |
/// | `close` | `ok`; the lines are given up and the server hangs up |
///
/// Any of them may be answered by `error <code> <message>`, the code being a `GPIOError.Code`. What cannot be parsed
/// is, and then the server hangs up. When a connection ends, however it ends, its lines are given up with the chip's
/// release behaviour, as the kernel does when the last descriptor of a request is closed. A client that was stopped
/// keeps its connection and so its lines, driven as they were.
enum SocketProtocol {
    static let version = 1
    static let maximumLineBytes = 4_096
    static let lineFeed = UInt8(ascii: "\n")

    /// How long a client waits for a reply beyond what it asked the server to wait.
    static let patienceMilliseconds = 10_000

    /// Splits a line into its fields. Two spaces enclose an empty one.
    static func fields(_ line: String) -> [Substring] {
        line.split(separator: " ", omittingEmptySubsequences: false)
    }

    /// Encodes any text as one field: bytes other than letters, digits, `-`, `_`, `.` and `/` become `%XX`.
    static func encode(_ text: String) -> String {
        var field = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "/"):
                field.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                field += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return field
    }

    /// The text of a field, nil when an escape is broken or the bytes are not UTF-8.
    static func decode(_ field: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = field.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = digit(rest.popFirst()), let low = digit(rest.popFirst()) else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8?) -> UInt8? {
        switch byte {
        case .some(let byte) where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte): byte - UInt8(ascii: "0")
        case .some(let byte) where (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

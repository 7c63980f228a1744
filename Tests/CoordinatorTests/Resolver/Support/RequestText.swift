import TestSupport

/// Requests by chance: whole ones, several in a row, and then a few bytes changed, left out, doubled or moved.
enum RequestText {
    private static let methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "get", "DELETE"]
    private static let targets = [
        "/", "/01/09520123456788", "/01/09520123456788?linkType=all", "http://a.example/x", "*", "//", "/%00", "/a#b",
    ]
    private static let versions = ["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "HTTP/2.0"]
    private static let fields = [
        "Host: a.example", "Host: b", "Accept: text/html", "Accept-Language: de", "Connection: close",
        "Connection: keep-alive", "Content-Length: 5", "Content-Length: 0", "Content-Length: 05", "content-length:3",
        "Transfer-Encoding: chunked", "Transfer-Encoding: identity", "X: \u{E9}", "X:", "X : y", " folded", "\tfolded",
        "Expect: 100-continue", "Upgrade: websocket", "Accept: */*", "X-Forwarded-For: 192.0.2.1, 192.0.2.2",
    ]
    private static let pieces = [
        "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", ",", "\u{0}", "\u{7F}", "\u{B}", "0", "chunked", "HTTP/1.1",
        ";",
    ]

    /// A text that is a request, or nearly one.
    static func make(_ generator: inout SplitMix64) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 1...3, using: &generator) { text += request(&generator) }
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 0...2, using: &generator) where !scalars.isEmpty {
            let place = Int.random(in: 0..<scalars.count, using: &generator)
            let piece = pieces.randomElement(using: &generator) ?? " "
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: scalars.remove(at: place)
            case 1: scalars.insert(scalars[place], at: place)
            case 2: scalars.replaceSubrange(place...place, with: piece.unicodeScalars)
            default: scalars.insert(contentsOf: piece.unicodeScalars, at: place)
            }
        }
        var mutated = String.UnicodeScalarView()
        mutated.append(contentsOf: scalars)
        return String(mutated)
    }

    private static func request(_ generator: inout SplitMix64) -> String {
        // Most are nearly right, so that what is wrong with the others is looked at alone.
        let isPlain = Bool.random(using: &generator)
        let method = isPlain ? "GET" : methods.randomElement(using: &generator) ?? ""
        let target = isPlain ? targets[1] : targets.randomElement(using: &generator) ?? ""
        let version = isPlain ? "HTTP/1.1" : versions.randomElement(using: &generator) ?? ""
        var lines = ["\(method) \(target) \(version)", "Host: a.example"]
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
            lines.append(fields.randomElement(using: &generator) ?? "")
        }
        let length = lines.contains { $0.lowercased().hasPrefix("content-length") }
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + (length ? "hello" : "")
    }
}

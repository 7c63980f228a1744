/// Figures as people read them: three digits that mean something, thousands apart.
package enum FigureText {
    /// `48213` is "48,200", `1.2345` is "1.23", `0.04567` is "0.0457".
    package static func write(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        if value < 0 { return "-" + write(-value) }
        guard value > 0 else { return "0" }
        var scale = 1.0
        while value * scale < 100, scale < 1e6 { scale *= 10 }
        var step = 1.0
        while value / step >= 1_000 { step *= 10 }
        let rounded = scale > 1 ? (value * scale).rounded() / scale : (value / step).rounded() * step
        guard rounded < 100 else { return thousands(Int(rounded)) }
        let whole = Int(rounded)
        var digits = String(Int(((rounded - Double(whole)) * scale).rounded()))
        guard digits != "0" else { return String(whole) }
        while digits.utf8.count < decimals(scale) { digits = "0" + digits }
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    private static func decimals(_ scale: Double) -> Int {
        var (count, rest) = (0, scale)
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }

    private static func thousands(_ value: Int) -> String {
        var text = ""
        for (index, digit) in String(value).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text = "," + text }
            text = String(digit) + text
        }
        return text
    }
}

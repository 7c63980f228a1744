import Foundation

/// Times for people.
enum TimeText {
    /// `2025-11-21 04:11:05` in the presentation's zone; UTC is marked with a `Z`.
    static func moment(_ milliseconds: Int64, _ presentation: Presentation) -> String {
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = presentation.zone
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        func number(_ value: Int?, _ digits: Int = 2) -> String {
            let text = String(value ?? 0)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        return "\(number(parts.year, 4))-\(number(parts.month))-\(number(parts.day)) "
            + "\(number(parts.hour)):\(number(parts.minute)):\(number(parts.second))"
            + (presentation.zone == .gmt ? "Z" : "")
    }

    /// `2025-11-21`: a day that begins in UTC.
    static func day(_ milliseconds: Int64) -> String { String(moment(milliseconds, Presentation()).prefix(10)) }

    /// How long ago: `3 s`, `5 min`, `2 h`, `8 days`.
    static func age(_ milliseconds: Int64, now: Int64) -> String {
        let seconds = max(0, now - milliseconds) / 1_000
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) days"
        }
    }

    /// How long after another time: `+0.012 s`.
    static func offset(_ milliseconds: Int64, since start: Int64) -> String {
        let difference = milliseconds - start
        let rest = String(difference.magnitude % 1_000)
        return (difference < 0 ? "-" : "+") + "\(difference.magnitude / 1_000)."
            + String(repeating: "0", count: 3 - rest.count) + "\(rest) s"
    }

    /// Milliseconds since 1970 of a text: milliseconds, `2025-11-21`, `2025-11-21 04:11`, or ISO 8601 with a zone.
    static func milliseconds(_ text: String, zone: TimeZone) -> Int64? {
        if let number = Int64(text), number >= 0 { return number }
        if let date = try? Date(text, strategy: .iso8601) { return Int64(date.timeIntervalSince1970 * 1_000) }
        let fields = text.split { " T:-".contains($0) }.map { Int($0) }
        guard fields.count == 3 || fields.count == 5 || fields.count == 6, !fields.contains(nil) else { return nil }
        let numbers = fields.compactMap { $0 } + [0, 0, 0]
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = DateComponents(
            year: numbers[0],
            month: numbers[1],
            day: numbers[2],
            hour: numbers[3],
            minute: numbers[4],
            second: numbers[5]
        )
        // Without this the 31st of February would be a day of March.
        guard parts.isValidDate(in: calendar), let date = calendar.date(from: parts) else { return nil }
        return Int64(date.timeIntervalSince1970 * 1_000)
    }
}

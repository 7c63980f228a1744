import Glibc

/// Dates of HTTP (RFC 9110 section 5.6.7).
enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func text(_ moment: Moment) -> String {
        var seconds = time_t(moment.seconds)
        var time = tm()
        gmtime_r(&seconds, &time)
        let day = "\(days[Int(time.tm_wday)]), \(padded(time.tm_mday)) \(months[Int(time.tm_mon)])"
        let clock = [time.tm_hour, time.tm_min, time.tm_sec].map(padded).joined(separator: ":")
        return "\(day) \(1_900 + time.tm_year) \(clock) GMT"
    }

    private static func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

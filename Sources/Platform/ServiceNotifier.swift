import Glibc

/// Tells the service manager how this program is, as sd_notify(3) does: datagrams to the socket named by
/// `NOTIFY_SOCKET`. What has to stay alive sends the watchdog's sign of life itself, so a frozen loop is a silent one.
package struct ServiceNotifier: Sendable {
    /// How often `WATCHDOG=1` is due at the latest, in milliseconds; nil when no watchdog listens.
    package let watchdogMilliseconds: UInt64?
    private let path: String?

    /// Reads `NOTIFY_SOCKET` and `WATCHDOG_USEC`.
    package init(environment: [String: String]) {
        path = environment["NOTIFY_SOCKET"]
        watchdogMilliseconds = environment["WATCHDOG_USEC"].flatMap(UInt64.init).map { max(1, $0 / 1_000) }
    }

    /// The notifier of this process's own environment.
    package static var ofProcess: ServiceNotifier {
        var environment: [String: String] = [:]
        for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC"] {
            environment[name] = getenv(name).map { String(cString: $0) }
        }
        return ServiceNotifier(environment: environment)
    }

    /// Start-up is complete.
    package func ready() { send("READY=1") }

    /// The program stops on purpose.
    package func stopping() { send("STOPPING=1") }

    /// A sign of life for the watchdog.
    package func alive() { send("WATCHDOG=1") }

    /// A line for `systemctl status`.
    package func status(_ text: String) {
        // A line of the datagram is an assignment of its own.
        send("STATUS=" + String(text.map { $0.isNewline ? " " : $0 }))
    }

    private func send(_ message: String) {
        guard let path, !path.isEmpty else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { target in
            target.copyBytes(from: bytes)
            // An abstract socket is written with @ and starts with a zero byte.
            if bytes.first == UInt8(ascii: "@") { target[0] = 0 }
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let text = Array(message.utf8)
        // Nobody to tell is no reason to stop: the manager ends a program that it does not hear.
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, text, text.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), $0, length)
            }
        }
    }
}

import Glibc

/// The service's side of sd_notify(3), for a program of this package that is supervised.
package enum ServiceNotifier {
    /// Tells the service manager named by `NOTIFY_SOCKET` that start-up is complete; nothing without one.
    package static func ready() { send("READY=1") }

    /// Tells the service manager that this program ends of its own will.
    package static func stopping() { send("STOPPING=1") }

    private static func send(_ message: String) {
        guard let path = getenv("NOTIFY_SOCKET").map({ String(cString: $0) }) else { return }
        // Nobody to tell is no reason to stop: the manager ends a program that it does not hear.
        _ = try? UnixSocket.connected(to: path, .datagram).send(Array(message.utf8))
    }
}

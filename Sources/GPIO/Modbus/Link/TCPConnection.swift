import Glibc
import Platform

/// Makes connections in bounded time.
enum TCPConnection {
    /// A connected socket that does not block; the caller closes it.
    /// - Parameter host: A numeric address of IPv4 or IPv6.
    static func open(host: String, port: UInt16, timeoutMilliseconds: Int) throws(GPIOError) -> Int32 {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let address = found?.pointee else {
            throw GPIOError(.invalidConfiguration, "“\(host)” is no numeric address; write one such as 192.168.0.10")
        }
        defer { freeaddrinfo(found) }
        let flags = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(address.ai_family, flags, 0)
        guard descriptor >= 0 else { throw unavailable(host, port, systemMessage(errno)) }
        let failure = connect(descriptor, address, timeoutMilliseconds)
        guard failure == 0 else {
            close(descriptor)
            throw unavailable(host, port, systemMessage(failure))
        }
        var isOn: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    /// 0, or the number of the error.
    private static func connect(_ descriptor: Int32, _ address: addrinfo, _ timeoutMilliseconds: Int) -> Int32 {
        if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return 0 }
        guard errno == EINPROGRESS else { return errno }
        let deadline = MonotonicClock.now() + UInt64(timeoutMilliseconds) * 1_000_000
        guard let isReady = try? Polling.waitToWrite(descriptor, until: deadline) else { return EIO }
        guard isReady else { return ETIMEDOUT }
        var failure: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &length) == 0 else { return errno }
        return failure
    }

    private static func unavailable(_ host: String, _ port: UInt16, _ why: String) -> GPIOError {
        GPIOError(.busUnavailable, "no Modbus device at \(host):\(port): \(why); check its power, cable and address")
    }
}

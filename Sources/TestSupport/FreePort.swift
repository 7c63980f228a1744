import Synchronization

/// A TCP port of the loopback that nobody listens on, for a program that cannot choose one by itself.
///
/// It is free again when this returns. It is below the ports that the kernel gives to outgoing connections
/// (`net.ipv4.ip_local_port_range`, 32,768 and up), so that only somebody who asks for this very port could take it
/// before the caller does; this process never gives it twice.
/// - Throws: `TestSupportError` when there is none.
package func freePort() throws -> Int {
    var refusal: any Error = TestSupportError("no free port below the kernel's own")
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<64 {
        let number = Int.random(in: 10_000..<32_768, using: &generator)
        guard given.withLock({ $0.insert(number).inserted }) else { continue }
        do {
            return try BoundPort(number).number
        } catch {
            refusal = error
        }
    }
    throw refusal
}

private let given = Mutex<Set<Int>>([])

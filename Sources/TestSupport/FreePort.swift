/// A TCP port on 127.0.0.1 that nobody listened on a moment ago.
///
/// There is a race: the port is free again when this returns, and another process may take it before the caller binds
/// it. The kernel hands out the ports in a scattered order, so that it is rare; a program that can bind port 0 itself
/// and say which port it got should do that instead.
package func freePort() throws -> Int { try BoundPort().number }

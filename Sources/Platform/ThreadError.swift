internal import Glibc

/// The system gave no thread: too many run already.
package struct ThreadError: Error, Equatable, CustomStringConvertible {
    /// What the thread was for.
    package let name: String
    /// The system's error number.
    package let number: Int32

    /// Makes an error.
    package init(name: String, number: Int32) {
        self.name = name
        self.number = number
    }

    /// For a person.
    package var description: String {
        "no thread “\(name)” (\(String(cString: strerror(number)))); close programs, or raise the limit: ulimit -u"
    }
}

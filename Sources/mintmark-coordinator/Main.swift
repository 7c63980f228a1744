import Coordinator
import Glibc

/// The coordinator as a program.
@main
struct Main {
    static func main() async {
        exit(await CoordinatorProgram.run(arguments: Array(CommandLine.arguments.dropFirst())))
    }
}

import EdgeAgent

@main
struct Main {
    static func main() async {
        await AgentProgram.main(CommandLine.arguments)
    }
}

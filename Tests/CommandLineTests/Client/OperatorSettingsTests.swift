import ArgumentParser
import TestSupport
import Testing

@testable import mintmark

@Suite("OperatorSettings")
struct OperatorSettingsTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func options(_ arguments: [String]) throws -> CoordinatorOptions { try .parse(arguments) }

    private func write(_ text: String, _ name: String = "config.json") throws -> String {
        try LocalFile.write(Array(text.utf8), to: folder.path(name))
        return folder.path(name)
    }

    @Test func anOptionBeatsTheEnvironmentWhichBeatsTheFile() throws {
        let file = try write(#"{"url":"https://file","tokenFile":"file.token","certificate":"/file.crt"}"#)
        let environment = ["MINTMARK_CONFIG": file, "MINTMARK_URL": "https://environment", "MINTMARK_TOKEN_FILE": "/e"]
        let settings = try options(["--url", "https://option"]).settings(environment: environment)
        #expect(
            settings == OperatorSettings(url: "https://option", tokenFile: "/e", certificate: "/file.crt")
        )
        #expect(try options([]).settings(environment: environment).url == "https://environment")
        #expect(try options([]).settings(environment: ["MINTMARK_CONFIG": file]).tokenFile == folder.path("file.token"))
    }

    @Test func theStateFolderBeatsTheEnvironmentAndNotTheOptions() throws {
        let environment = ["MINTMARK_TOKEN_FILE": "/environment"]
        let state = folder.path
        _ = try write("certificate", "tls.crt")
        let settings = try options(["--state", state]).settings(environment: environment)
        #expect(settings.tokenFile == "\(state)/operator.token")
        #expect(settings.certificate == "\(state)/tls.crt")
        let both = try options(["--state", state, "--token-file", "/option"]).settings(environment: environment)
        #expect(both.tokenFile == "/option")
    }

    @Test func anEmptyVariableSaysNothing() {
        #expect(OperatorSettings(environment: ["MINTMARK_URL": ""]) == OperatorSettings())
    }

    @Test func theUsualFileIsWhereTheDesktopPutsIt() {
        #expect(OperatorSettings.file(["HOME": "/home/a"])?.path == "/home/a/.config/mintmark/config.json")
        #expect(OperatorSettings.file(["HOME": "/home/a", "XDG_CONFIG_HOME": "/x"])?.path == "/x/mintmark/config.json")
        #expect(OperatorSettings.file(["MINTMARK_CONFIG": "/y"])?.path == "/y")
        #expect(OperatorSettings.file([:]) == nil)
    }

    @Test func aFileThatIsNamedHasToBeThereAndTheUsualOneHasNot() throws {
        let usual = ["XDG_CONFIG_HOME": folder.path]
        #expect(try OperatorSettings.ofThisUser(usual) == OperatorSettings())
        let error = #expect(throws: CommandError.self) {
            try OperatorSettings.ofThisUser(["MINTMARK_CONFIG": folder.path("missing.json")])
        }
        #expect(error?.status == .notThere)
    }

    @Test(arguments: [
        #"{"adress":"https://a"}"#, #"{"url":1}"#, #"["url"]"#, "", #"{"url":"a","url":"b"}"#,
    ])
    func aWrongFileIsRefusedWithItsName(text: String) throws {
        let file = try write(text)
        let error = #expect(throws: CommandError.self) {
            try OperatorSettings.ofThisUser(["MINTMARK_CONFIG": file])
        }
        #expect(error?.status == .configuration)
        #expect(error?.message.contains(file) == true)
    }

    @Test func pathsMayBeginAtHome() throws {
        let bytes = Array(#"{"tokenFile":"~/t","certificate":"/c"}"#.utf8)
        let settings = try OperatorSettings.read(bytes, path: "/etc/m/config.json", home: "/home/a")
        #expect(settings == OperatorSettings(tokenFile: "/home/a/t", certificate: "/c"))
    }
}

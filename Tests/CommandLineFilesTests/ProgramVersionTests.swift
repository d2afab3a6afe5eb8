import Testing

@testable import CommandLineFiles

@Suite struct ProgramVersionTests {
  @Test("a version names the commit where the build knows it", arguments: [nil, "1a2b3c4-dirty"])
  func text(commit: String?) {
    let words = ProgramVersion.text(of: "shmview", commit: commit).split(separator: " ")
    #expect(words.count == (commit == nil ? 2 : 3) && words[0] == "shmview")
    #expect(words.dropFirst(2).first.map { String($0) } == commit.map { "(\($0))" })
  }
}

import ShmChannel
import TestSupport
import Testing

@Suite("What the README tells a newcomer") struct ReadmeTests {
  /// The README's words, and what is told from them.
  struct Readme {
    let lines: [Substring]

    init(_ name: String) {
      let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
      let text = String(decoding: Folder.contents("/\(root)/\(name)"), as: UTF8.self)
      lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The indented lines, without their comments.
    var commands: [String] {
      lines.filter { $0.hasPrefix("    ") }.map { line in
        let code = line.firstRange(of: /\s+(#|\/\/)\s.*/).map { line[..<$0.lowerBound] } ?? line
        return String(code.drop { $0 == " " })
      }
    }

    /// How many headings of the second rank there are.
    var headingCount: Int { lines.count { $0.hasPrefix("## ") } }

    /// What stands as code in the rows of tables.
    var rows: [String] {
      lines.filter { $0.hasPrefix("| ") }.flatMap { line in
        line.matches(of: /`([^`]+)`|<code>(.*?)<\/code>/).map { match in
          String(match.output.1 ?? match.output.2 ?? "").replacing("&#124;", with: "|")
        }
      }
    }
  }

  @Test("the Chinese README has the parts and the commands of the English one, in their order")
  func translation() {
    let (english, chinese) = (Readme("README.md"), Readme("docs/README.zh-CN.md"))
    #expect(english.commands.count > 20 && english.rows.count > 20)
    #expect(chinese.commands == english.commands)
    #expect(chinese.rows == english.rows)
    #expect(chinese.headingCount == english.headingCount)
  }

  @Test(
    "a line of the README's first table does what it is there for",
    arguments: ReadmeLine.allCases.filter(\.canRun))
  func line(_ line: ReadmeLine) throws {
    #expect(Readme("README.md").rows.contains(line.rawValue), "\(line.rawValue)")
    let stage = try Stage.withScreen()
    let bin = Product.shmview.path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    _ = try stage.file(.noise(120, 80))
    let script = """
      cd "$1"; package=$2
      cp picture.png out.png; mkdir pictures; cp out.png pictures
      cp "$package/Examples/dawn.jpg" photo.jpg
      \(line.preparation)
      \(line.command)
      """
    let program = try stage.start(
      "bash", ["-c", script, "bash", stage.folder.path, ReadmeLine.package],
      environment: ["PATH": "\(bin):/usr/bin:/bin:/usr/sbin"])
    try eventually("a picture is in a channel; it said: \(program.standardError)") {
      try stage.root.list().channels.contains { $0.frame != nil }
    }
    #expect(!program.standardError.contains("not a directory"))
  }
}

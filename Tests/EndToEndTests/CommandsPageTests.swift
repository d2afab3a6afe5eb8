import TestSupport
import Testing

/// docs/COMMANDS.md and the manual pages, beside what the programs say of themselves.
@Suite("What the page of commands and the manual tell") struct CommandsPageTests {
  /// The help of a command.
  struct Help {
    let command: [String]
    let lines: [Substring]

    init(_ command: [String], _ stage: Stage) throws {
      self.command = command
      let program = command[0] == "shmview" ? Product.shmview : Product.shmshare
      let outcome = try stage.run(program.path, Array(command.dropFirst()) + ["--help"])
      try #require(outcome.ending == .exited(0), "\(command): \(outcome)")
      lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The lines below a heading, to the next line that is empty or a heading itself.
    func section(_ heading: String) -> [Substring] {
      guard let start = lines.firstIndex(where: { $0 == heading }) else { return [] }
      return Array(lines[(start + 1)...].prefix { !$0.isEmpty })
    }

    /// Its commands, but `put` last in line, which says as much without its name.
    var commands: [String] {
      section("SUBCOMMANDS:").compactMap { $0.firstMatch(of: /^  (\w+)/).map { String($0.1) } }
    }

    /// The long options, with the forms of each.
    var options: [[String]] {
      lines.filter { $0.contains(/^  (-\w, )?--\w/) }.map { line in
        line.prefix { $0 != "<" }.matches(of: /--[\w-]+/).map { String($0.0) }
      }
    }

    /// What stands below an option's own words, each in one line.
    var explanations: [String] {
      lines.split { !$0.contains(/^ {8}\S/) }.map { lines in
        lines.map { $0.drop { $0 == " " } }.joined(separator: " ")
      }
    }

    /// The first name of each key.
    var keys: [String] {
      guard let start = lines.firstIndex(of: "KEYS") else { return [] }
      let rows = lines[start...].prefix { $0 != "EXIT STATUS" }
      return rows.compactMap { row in
        row.firstMatch(of: /^    (\S.*?)(, .*)? {2,}\S/).map { String($0.1) }
      }
    }
  }

  /// Options of xrandr and of kde-inhibit, which the page names.
  private static let foreign: Set = ["--listmonitors", "--screenSaver"]

  /// The help of both programs and of all commands.
  private static func all(_ stage: Stage) throws -> [Help] {
    var found = [try Help(["shmview"], stage)]
    var open = [["shmshare"]]
    while let command = open.popLast() {
      let help = try Help(command, stage)
      found.append(help)
      open += help.commands.map { command + [$0] }
    }
    return found
  }

  @Test("docs/COMMANDS.md has every command, option and key, and no other option")
  func page() throws {
    let helps = try Self.all(Stage())
    #expect(helps.count > 20)
    let page = ReadmeTests.Readme("docs/COMMANDS.md").lines.joined(separator: "\n")
      .replacing("\\|", with: "|").replacing(/\]\([^)]*\)/, with: "]")
    let words = Set(page.matches(of: /--[a-z][\w-]*/).map { String($0.0) })
    for help in helps {
      let name = help.command.filter { $0 != "put" }.joined(separator: " ")
      let isNamed = page.contains(name) || page.contains("`\(help.command.last ?? "")`")
      #expect(isNamed, "\(name)")
      for option in help.options {
        #expect(!words.isDisjoint(with: option), "\(name): \(option)")
      }
    }
    let options = Set(helps.flatMap(\.options).joined())
    for word in words.subtracting(Self.foreign) {
      #expect(options.contains(word) || options.contains(word.replacing("--no-", with: "--")))
    }
    let keys = helps[0].keys
    #expect(keys.count > 40)
    // The others are told by a word.
    for key in keys where !key.contains(" ") && key.count < 4 {
      #expect(page.contains("`\(key)`"), "\(key)")
    }
  }

  @Test(
    "the manual pages have what stands below an option in the help",
    arguments: ["shmview", "shmshare"])
  func manual(program: String) throws {
    let stage = try Stage()
    let path = program == "shmview" ? Product.shmview.path : Product.shmshare.path
    let outcome = try stage.run("\(ReadmeLine.package)/scripts/manual", [path])
    try #require(outcome.ending == .exited(0), "\(outcome)")
    let manual = outcome.output.replacing(/\\&/, with: "").replacing("\\-", with: "-")
      .replacing("\\e", with: "\\").split { $0 == "\n" || $0 == " " }.joined(separator: " ")
    let explanations = try Self.all(stage).filter { $0.command[0] == program }
      .flatMap(\.explanations)
    #expect(!explanations.isEmpty)
    for words in explanations { #expect(manual.contains(words), "\(words)") }
  }

  @Test("no example of the help is too wide for its line")
  func examples() throws {
    let helps = try Self.all(Stage()).filter { !$0.section("EXAMPLES").isEmpty }
    #expect(helps.count > 4)
    for help in helps {
      for line in help.section("EXAMPLES") {
        #expect(line.hasPrefix("  ") && line.count < 80, "\(help.command): \(line)")
      }
    }
  }
}

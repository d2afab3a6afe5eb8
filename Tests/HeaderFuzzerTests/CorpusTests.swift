import Glibc
import Testing

@testable import HeaderFuzzer

@Suite struct CorpusTests {
  @Test("no input that libFuzzer has kept breaks a promise of the channel's readers")
  func replay() async throws {
    try #require(Corpus.names.count > 40)
    // What is broken is a trap.
    let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      for name in Corpus.names {
        print("input", name, HeaderFuzzer.check(try Corpus.input(name)))
        fflush(nil)
      }
    }
    guard let result else { return await nameBroken() }
    let output = String(decoding: result.standardOutputContent, as: UTF8.self)
    let verdicts = try Verdicts(lines: output.split(separator: "\n"))
    #expect(verdicts.isTaken.count == Corpus.names.count)
    for kind in HeaderFuzzer.Kind.allCases {
      #expect(verdicts.ofKind[kind] == [true, false], "\(kind)")
    }
    #expect(try Corpus.input("record-longest").count == 1 + 8192)
    #expect(verdicts.isTaken["record-longest"] == true)
    #expect(try Corpus.input("record-too-long").count == 1 + 8193)
    #expect(verdicts.isTaken["record-too-long"] == false)
  }

  /// One after the other, since the trap of one hides the next.
  private func nameBroken() async {
    for name in Corpus.names {
      await #expect(processExitsWith: .success, "\(name)") { [name = name as String] in
        _ = HeaderFuzzer.check(try Corpus.input(name))
      }
    }
  }
}

/// What has become of the inputs.
private struct Verdicts {
  private(set) var isTaken: [String: Bool] = [:]
  private(set) var ofKind: [HeaderFuzzer.Kind: Set<Bool>] = [:]

  init(lines: [Substring]) throws {
    for words in lines.map({ $0.split(separator: " ") }) {
      guard words.count == 3, words[0] == "input", let verdict = Bool(String(words[2])) else {
        continue
      }
      let name = String(words[1])
      isTaken[name] = verdict
      if let kind = HeaderFuzzer.kind(of: try Corpus.input(name)) {
        ofKind[kind, default: []].insert(verdict)
      }
    }
  }
}

/// What libFuzzer begins with, and what it found worth keeping.
private enum Corpus {
  /// Beside the fuzzer's source.
  private static let folder: String = {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    return "/\(tests)/HeaderFuzzer/Corpus"
  }()

  static let names: [String] = {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }()

  static func input(_ name: String) throws -> [UInt8] {
    let file = try #require(fopen("\(folder)/\(name)", "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    bytes.removeSubrange(fread(&bytes, 1, bytes.count, file)...)
    return bytes
  }
}

import Glibc
import TestSupport
import Testing

/// A stage with a folder of its own for the files of Qt's keys.
final class QtStage {
  let stage: Stage
  let key = "Kö 1é-x"
  let picture = Picture.noise(60, 40, seed: 1)
  let larger = Picture.noise(200, 150, seed: 2)

  init() throws {
    stage = try Stage()
    stage.environment["TMPDIR"] = stage.folder.path
  }

  /// The kernel keeps what killed programs have made: a test leaves none of it.
  deinit {
    for key in systemVKeys() {
      for option in ["-M", "-S"] { _ = try? stage.run("ipcrm", [option, "\(key)"]) }
    }
  }

  func bridge(_ options: String...) throws -> Program {
    try stage.start(Product.shmshare.path, ["bridge", "qt"] + options)
  }

  /// The files that the keys are made of.
  var keyFiles: [String] {
    Folder.entries(stage.folder.path).filter { $0.hasPrefix("qipc_") }
  }

  /// The segments and semaphores of these files, by their System V keys.
  func kernelKeys() -> Set<Int> {
    let tables = ["/proc/sysvipc/shm", "/proc/sysvipc/sem"].flatMap { path in
      String(decoding: Folder.contents(path), as: UTF8.self).split(separator: "\n").dropFirst()
    }
    return Set(tables.compactMap { $0.split(separator: " ").first.flatMap { Int($0) } })
  }

  func systemVKeys() -> Set<Int> {
    Set(keyFiles.map { Int(ftok(stage.folder.path($0), 81)) })
  }

  func awaitHeld(_ expected: Picture, by channel: String = "default") throws {
    try eventually("the channel has not followed") {
      (try? stage.held(by: channel).picture) == expected
    }
  }

  func awaitLine(_ line: String, of bridge: Program) throws {
    try eventually("it has not said \(line), but \(bridge.standardError)") {
      bridge.standardOutput.contains(line) || bridge.standardError.contains(line)
    }
  }

  func loaded(_ pair: QtPair) throws -> Picture {
    let path = stage.folder.path("loaded.png")
    #expect(try pair.ask("load \(path)") == "ok")
    return try Picture(png: Folder.contents(path))
  }
}

import Glibc
import TestSupport
import Testing

@testable import ShareCLI

@Suite("StandardStreams")
struct StandardStreamsTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test("list says that the directory of SHMVIEW_DIR is missing, which is no failure")
  func missingRoot() async {
    let root = folder.path("none")
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) { [root = root as String] in
      setenv("SHMVIEW_DIR", root, 1)
      exit(Shmshare.run(["list"]))
    }
    #expect(
      String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        == "shmshare: \(root), which SHMVIEW_DIR names, does not exist yet\n")
  }
}

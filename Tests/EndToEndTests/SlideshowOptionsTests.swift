import TestSupport
import Testing

@Suite("The slideshow's arguments") struct SlideshowOptionsTests {
  @Test(
    "wrong arguments are refused in one line",
    arguments: [
      ([], "name a directory or a file to show, or give --filelist"),
      (["--interval", "0", "x"], "--interval must be more than 0"),
      (["-t", "inf", "x"], "The value 'inf' is invalid for '-t <seconds>'"),
      (["--fade", "60001", "x"], "--fade must be 0 to 60000 milliseconds, not 60001"),
      (["--poll", "0", "x"], "--poll must be more than 0"),
      (["--newest", "--once", "x"], "--newest and --once exclude each other"),
      (["--newest", "-z", "x"], "--newest and --shuffle exclude each other"),
      (["--newest", "--start-at", "y", "x"], "--newest and --start-at exclude each other"),
      (["--shuffle", "--sort", "size", "x"], "--shuffle and --sort exclude each other"),
      (
        ["--max-memory", "1", "x"],
        "--max-memory must be 268435456 (256 MiB) or more, not 1"
      ),
    ])
  func wrong(_ arguments: [String], _ message: String) throws {
    let stage = try Stage()
    let outcome = try stage.run(Product.shmshare.path, ["slideshow"] + arguments)
    #expect(
      outcome == Outcome(64, errors: "shmshare: \(message); see shmshare slideshow --help\n"))
  }

  @Test("a list that is not there is an error, and makes no channel")
  func list() throws {
    let stage = try Stage()
    #expect(
      try stage.share("slideshow", "--filelist", "/none")
        == Outcome(66, errors: "shmshare: /none: no such file\n"))
    #expect(Folder.entries(stage.rootPath).isEmpty)
  }
}

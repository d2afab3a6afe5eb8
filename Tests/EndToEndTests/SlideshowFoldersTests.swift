import Glibc
import TestSupport
import Testing

@Suite("Slideshows of directories that come and go") struct SlideshowFoldersTests {
  @Test(
    "directories moved in, renamed and moved out take all their pictures along",
    arguments: Gallery.Ground.allCases)
  func moved(_ ground: Gallery.Ground) throws {
    let gallery = try Gallery(on: ground, "a.png")
    try gallery.prepare(["1.png", "2.png", "3.png"])
    try gallery.act("mkdir -p trip/far; cp samples/[12].png trip; cp samples/3.png trip/far")
    let show = try gallery.startShow("--recursive")
    try gallery.awaitOnScreen("a.png")
    for _ in 0..<3 {
      try gallery.act("mv trip pictures")
      try show.awaitCount(4)
      try gallery.act("mv pictures/trip pictures/journey; cp samples/a.png pictures/journey")
      try show.awaitCount(5)
      try gallery.act("mv pictures/journey trip; rm trip/a.png")
      try show.awaitCount(1)
    }
    // Without a pause in between, and the last state counts.
    try gallery.act("for i in 1 2 3 4 5 6 7 8 9; do mv trip pictures; mv pictures/trip .; done")
    try gallery.act("mv trip pictures")
    var rest: Set = ["a.png", "1.png", "2.png", "3.png"]
    try show.awaitCount(rest.count)
    while !rest.isEmpty {
      rest.remove(try show.next())
      try show.steer("next")
    }
    #expect(show.program.standardError.isEmpty)
  }

  @Test(
    "a link to a picture is a picture, and follows where it is made to lead",
    arguments: Gallery.Ground.allCases)
  func linkedFiles(_ ground: Gallery.Ground) throws {
    let gallery = try Gallery(on: ground)
    try gallery.prepare(["1.png", "2.png"])
    try gallery.act("ln -s ../samples/1.png pictures/link.png; ln -s nowhere pictures/none.png")
    let show = try gallery.startShow()
    try gallery.awaitOnScreen("1.png")
    for number in [2, 1, 2] {
      try gallery.act("ln -sfn ../samples/\(number).png pictures/link.png")
      try gallery.awaitOnScreen("\(number).png")
    }
    try show.awaitCount(1)
    try gallery.act("rm pictures/link.png")
    try show.awaitCount(0)
    #expect(show.program.standardError.isEmpty)
  }

  @Test(
    "a link to the directory is followed where it leads, and links below it never in circles",
    arguments: Gallery.Ground.allCases)
  func linkedDirectory(_ ground: Gallery.Ground) throws {
    let gallery = try Gallery(on: ground)
    try gallery.prepare(["1.png", "2.png"])
    try gallery.act(
      """
      rmdir pictures
      for i in 1 2; do mkdir folder-$i; cp samples/$i.png folder-$i; ln -s .. folder-$i/up; done
      ln -s folder-1 pictures
      """)
    let show = try gallery.startShow("--recursive")
    try gallery.awaitOnScreen("1.png")
    for number in [2, 1, 2] {
      try gallery.act("ln -sfn folder-\(number) pictures")
      try gallery.step(show, to: "\(number).png")
      try show.awaitCount(1)
    }
    try gallery.act("rm pictures")
    try show.awaitCount(0)
    try gallery.awaitOnScreen("2.png")
    try gallery.act("ln -s folder-1 pictures")
    try gallery.awaitOnScreen("1.png")
  }

  @Test(
    "a directory that is removed and made again goes on, and its last picture stays meanwhile",
    arguments: Gallery.Ground.allCases)
  func removed(_ ground: Gallery.Ground) throws {
    let gallery = try Gallery(on: ground, "a.png", "b.png")
    let show = try gallery.startShow()
    try gallery.awaitOnScreen("a.png")
    var last = "a.png"
    for number in 1...3 {
      try gallery.act("rm -r pictures")
      try show.awaitCount(0)
      try gallery.awaitOnScreen(last)
      last = "\(number).png"
      try gallery.prepare([last])
      try gallery.act("mkdir pictures; cp samples/\(last) pictures")
      try gallery.awaitOnScreen(last)
    }
    try gallery.prepare(["end.png"])
    try gallery.act(
      """
      for i in 1 2 3 4 5 6 7 8 9; do rm -r pictures; mkdir pictures; cp samples/a.png pictures; done
      rm -r pictures; mkdir pictures; cp samples/end.png pictures
      """)
    try gallery.step(show, to: "end.png")
    try show.awaitCount(1)
  }

  @Test(
    "a file system that is unmounted leaves its last picture, and goes on when it is back",
    arguments: Gallery.Ground.allCases)
  func unmounted(_ ground: Gallery.Ground) throws {
    let gallery = try Gallery(on: ground)
    try gallery.prepare(["1.png", "2.png", "3.png"])
    var card: Tmpfs? = try Tmpfs(at: gallery.path, byteCount: 1 << 20)
    try gallery.act("cp samples/1.png pictures")
    let show = try gallery.startShow()
    try gallery.awaitOnScreen("1.png")
    for number in [2, 3] {
      // The show may be about to close what it has just looked at.
      try eventually("it is unmounted") { umount2(gallery.path, 0) == 0 }
      card = nil
      try show.awaitCount(0)
      try gallery.awaitOnScreen("\(number - 1).png")
      card = try Tmpfs(at: gallery.path, byteCount: 1 << 20)
      try gallery.act("cp samples/\(number).png pictures")
      try gallery.awaitOnScreen("\(number).png")
    }
    card = nil
    try show.awaitCount(0)
    #expect(show.program.isRunning)
    withExtendedLifetime(card) {}
  }
}

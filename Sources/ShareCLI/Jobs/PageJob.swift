/// Prints the page that shows channels in a browser.
struct PageJob: Job {
  let settings: PageSettings

  func run() throws(Failure) {
    try StandardStreams.requireOutput()
    guard let page = BrowserPage.linkedIn else {
      throw Failure(
        .trouble, "this build of shmshare has no page; scripts/build makes one that has it")
    }
    try StandardStreams.say(page.bytes(settings))
  }
}

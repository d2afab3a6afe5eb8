import ArgumentParser
import ShmChannel
import Testing

@testable import ShareCLI

@Suite struct PictureProcessTests {
  @Test(
    "the process of a picture understands what its bridge tells it, whatever the title",
    arguments: ["", "photo.jpg", "-q", "--title", "a=b", "\u{1F305} ü"])
  func arguments(title: String) throws {
    let settings = PictureProcess.Settings(
      channel: try ChannelName("door"), name: "mqtt://broker: door", title: title,
      origin: "origin: mqtt", costs: DecodingCosts(), isQuiet: true)
    let command = try #require(try Shmshare.parseAsRoot(settings.arguments) as? DecodePicture)
    let job = try command.job()
    #expect(job.title == title && job.inputName == settings.name)
    #expect(job.channel == settings.channel && job.origin == settings.origin && job.isQuiet)
  }
}

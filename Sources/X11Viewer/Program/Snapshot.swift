import Composing
import CommandLineFiles
import Glibc
import Linux
import ImageEncoding
import Pixels
import ShmChannel
import ShmShow
import SystemPackage
import ViewerCore

/// `--snapshot`: what the window would show, written to a file; without a window, and without an
/// X server.
enum Snapshot {
  /// Writes the newest frame, looked at as the options say.
  ///
  /// A window has the size that `--geometry` gives, else the picture's own.
  ///
  /// - Parameter file: As `CommandLineText` has it: PNG, or PPM if it ends in `.ppm`, refused if it
  ///   ends as another format's; `-` is standard output, as PPM.
  static func write(_ options: Options, to file: String) throws(ViewerError) {
    if file == "-" { try StandardOutput.require() }
    let format = try format(of: file)
    let pin = try newest(of: options.channel)
    let rotation = options.rotation
    let window = options.geometry?.size.map(rotation.turned) ?? pin.size
    let looking = Looking(fit: options.fit, tones: options.tones, bars: options.bars)
    var scene = Scene(
      pin: pin, view: looking.view(of: pin.size, in: window), style: looking.style)
    scene.overlay = overlay(over: scene, options)
    let pixels = try draw(scene, of: options.channel, rotation)
    do {
      if file == "-" {
        try encode(pixels, as: format, to: .standardOutput)
      } else {
        try OutputFile(file).write { try encode(pixels, as: format, to: $0) }
      }
    } catch let error as OutputError {
      throw .output(error)
    } catch let error as EncodingError {
      throw .output(OutputError(name: "standard output", reason: .encoding(error)))
    } catch {
      throw .output(OutputError(name: CommandLineText.display(file), reason: .system(.ioError)))
    }
  }

  private static func format(of file: String) throws(ViewerError) -> ImageEncoder.Format {
    if file == "-" { return .ppm }
    do throws(OutputError) {
      return try OutputFile(file).format
    } catch {
      throw .output(error)
    }
  }

  private static func newest(of channel: ChannelName) throws(ViewerError) -> Pin {
    do throws(ChannelError) {
      return Pin(try ChannelRoot.standard().latestFrame(of: channel))
    } catch {
      throw .channel(error)
    }
  }

  /// What a window that begins so has over its picture; nil for nothing.
  private static func overlay(over scene: Scene, _ options: Options) -> Overlay? {
    var overlays = OverlayState(
      channel: options.channel, showsInformation: options.showsInformation,
      staleAfter: options.staleAfter, showsColorBar: options.showsColorBar,
      showsHistogram: options.showsHistogram, caption: options.caption)
    let (info, tones) = (scene.pin.frame.info, scene.style.tones)
    if let question = overlays.missingScale(of: info, in: scene.view, tones) {
      overlays.didRead(scene.pin.scale(for: question), for: question)
    }
    if overlays.needsShow { overlays.show = show(of: options.channel) }
    return overlays.overlay(over: .init(info, in: scene.view, tones: tones), at: .now)
  }

  /// What the channel's slideshow does; a reader knows of it once it has looked at the channel.
  private static func show(of channel: ChannelName) -> ShowStatus? {
    guard let reader = try? ChannelReader(name: channel, root: .standard()),
      (try? reader.refresh()) != nil
    else { return nil }
    return try? reader.show()
  }

  private static func draw(
    _ scene: Scene, of channel: ChannelName, _ rotation: Rotation
  ) throws(ViewerError) -> Bitmap {
    do throws(SceneError) {
      return try turned(draw(scene), rotation)
    } catch {
      throw .snapshot(channel, error)
    }
  }

  private static func turned(
    _ pixels: consuming Bitmap, _ rotation: Rotation
  ) throws(SceneError) -> Bitmap {
    do throws(PixelsError) {
      return try pixels.oriented(rotation.orientation)
    } catch {
      throw .resources("\(error)")
    }
  }

  private static func draw(_ scene: Scene) throws(SceneError) -> Bitmap {
    let size = scene.view.window
    var pixels: Bitmap
    do throws(PixelsError) {
      pixels = try Bitmap(width: size.width, height: size.height)
    } catch {
      throw .resources("\(error)")
    }
    let painter = OverlayPainter()
    try pixels.withMutableBytes { (bytes) throws(SceneError) in
      try Composer(overlays: painter).compose(scene, area: PixelRect(size), into: &bytes)
    }
    // As in a window, a picture without its text is better than none.
    if let failure = painter.failure { Notices.write("\(failure)") }
    return pixels
  }

  private static func encode(
    _ pixels: borrowing Bitmap, as format: ImageEncoder.Format, to output: FileDescriptor
  ) throws(EncodingError) {
    let layout = pixels.layout
    try pixels.withBytes { (bytes) throws(EncodingError) in
      try ImageEncoder.write(bytes, layout: layout, as: format, to: output.rawValue)
    }
  }
}

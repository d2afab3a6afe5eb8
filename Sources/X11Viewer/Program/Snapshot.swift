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
    let pixels = try draw(options)
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

  private static func draw(_ options: Options) throws(ViewerError) -> Bitmap {
    // Upright, and then turned as the window is.
    let size = options.geometry?.size.map(options.preferences.rotation.turned)
    if options.isSeveral { return try turned(drawGrid(options, in: size), options) }
    let pin = try newest(of: options.channel)
    return try turned(draw(pin, options, in: size ?? pin.size), options)
  }

  private static func turned(
    _ pixels: consuming Bitmap, _ options: Options
  ) throws(ViewerError) -> Bitmap {
    do throws(PixelsError) {
      return try pixels.oriented(options.preferences.rotation.orientation)
    } catch {
      throw .snapshot(options.channel, .resources("\(error)"))
    }
  }

  /// Each picture in its cell, as in a window.
  private static func drawGrid(_ options: Options, in size: Size?) throws(ViewerError) -> Bitmap {
    let names = try names(options)
    var pins: [Pin] = []
    for name in names { pins.append(try newest(of: name)) }
    let sizes = pins.map { Optional($0.size) }
    let room = options.preferences.rotation.turned(screen)
    let window = size ?? GridLayout.size(for: sizes, on: room, shape: options.grid)
    let layout = GridLayout(of: sizes, in: window, shape: options.grid)
    var pixels = try blank(window, of: options.channel)
    let rows = window.layout
    pixels.withMutableBytes {
      fill(PixelRect(window), with: options.preferences.bars, in: &$0, layout: rows)
    }
    for (index, cell) in layout.cells.enumerated() {
      var options = options
      options.channel = names[index]
      let picture = try draw(pins[index], options, in: Size(cell))
      pixels.withMutableBytes {
        picture.lay(atX: cell.x, y: cell.y, over: &$0, layout: rows, clip: cell)
      }
    }
    return pixels
  }

  /// What suits this screen suits where there is none.
  private static let screen = Size(width: 1920, height: 1080)

  /// Those that are named, or all that have a picture.
  private static func names(_ options: Options) throws(ViewerError) -> [ChannelName] {
    guard options.showsAll else { return options.channels }
    do throws(ChannelError) {
      let channels = try ChannelRoot.standard().list().channels.filter { $0.frame != nil }
      let names = channels.prefix(options.mostChannels).map(\.name)
      if names.isEmpty { throw .noSuchChannel(options.channel) }
      return Array(names)
    } catch {
      throw .channel(error)
    }
  }

  /// A picture as a window of that size shows it.
  private static func draw(
    _ pin: Pin, _ options: Options, in window: Size
  ) throws(ViewerError) -> Bitmap {
    let looking = options.preferences.looking
    var scene = Scene(
      pin: pin, view: looking.view(of: pin.size, in: window), style: looking.style)
    scene.overlay = overlay(over: scene, options)
    do throws(SceneError) {
      return try draw(scene)
    } catch {
      throw .snapshot(options.channel, error)
    }
  }

  private static func blank(
    _ size: Size, of channel: ChannelName
  ) throws(ViewerError) -> Bitmap {
    do throws(SceneError) { return try blank(size) } catch { throw .snapshot(channel, error) }
  }

  private static func blank(_ size: Size) throws(SceneError) -> Bitmap {
    do throws(PixelsError) {
      return try Bitmap(width: size.width, height: size.height)
    } catch {
      throw .resources("\(error)")
    }
  }

  private static func format(of file: String) throws(ViewerError) -> ImageEncoder.Format {
    if file == "-" { return .ppm }
    do throws(OutputError) {
      // It has colors, for which PGM has no room.
      return try OutputFile(file).format(among: [.png, .ppm, .npy, .pfm])
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
    var overlays = OverlayState(channel: options.channel, options.preferences)
    let (info, tones) = (scene.pin.frame.info, scene.style.tones)
    if let question = overlays.missingScale(of: info, in: scene.view, tones) {
      overlays.didRead(scene.pin.scale(for: question), for: question)
    }
    if overlays.needsShow { overlays.show = show(of: options.channel) }
    return overlays.overlay(over: SeenPicture(info, in: scene.view, tones: tones), at: .now)
  }

  /// What the channel's slideshow does; a reader knows of it once it has looked at the channel.
  private static func show(of channel: ChannelName) -> ShowStatus? {
    guard let reader = try? ChannelReader(name: channel, root: .standard()),
      (try? reader.refresh()) != nil
    else { return nil }
    return try? reader.show()
  }

  private static func draw(_ scene: Scene) throws(SceneError) -> Bitmap {
    let size = scene.view.window
    var pixels = try blank(size)
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

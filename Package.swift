// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// For the targets that hold memory which another process can change, or work on it.
let strictMemory: [SwiftSetting] = strict + [.strictMemorySafety()]

/// For what tests compute with, pixel by pixel: most of their time went into unoptimized loops.
let optimised: [SwiftSetting] = strict + [.unsafeFlags(["-O"])]

/// For what runs once and does no sums: the programs are smaller so, and no slower.
let small: [SwiftSetting] =
  strict + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "shmview",
  products: [
    .executable(name: "shmshare", targets: ["ShareCLI"]),
    .executable(name: "shmview", targets: ["X11Viewer"]),
    .library(name: "ShmChannel", targets: ["ShmChannel"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CCommit"),
    .systemLibrary(name: "CX11"),
    .systemLibrary(name: "CChafa"),
    .systemLibrary(name: "CEXR"),
    .systemLibrary(name: "CHEIF"),
    .systemLibrary(name: "CJXL"),
    .systemLibrary(name: "CLCMS"),
    .systemLibrary(name: "CLibRaw"),
    .systemLibrary(name: "CLibYUV"),
    .systemLibrary(name: "CMosquitto"),
    .systemLibrary(name: "COpenEXR"),
    .systemLibrary(name: "CPage"),
    .systemLibrary(name: "CPango"),
    .systemLibrary(name: "CPresent"),
    .systemLibrary(name: "CRSVG"),
    .systemLibrary(name: "CSpng"),
    .systemLibrary(name: "CTIFF"),
    .systemLibrary(name: "CWebP"),
    .systemLibrary(name: "CZlib"),
    .target(name: "CBusGuard"),
    .target(name: "CJPEG"),
    .target(name: "CLinux"),
    // Optimised in debug builds as well: every pixel goes through it.
    .target(name: "CPixels", cSettings: [.unsafeFlags(["-O2"])]),
    .target(name: "CXlib"),
    .target(
      name: "Linux", dependencies: ["CBusGuard", "CLinux", systemPackage],
      swiftSettings: strictMemory),
    .testTarget(
      name: "LinuxTests", dependencies: ["CLinux", "Linux", systemPackage], swiftSettings: strict),
    .target(
      name: "ShmChannel", dependencies: ["Linux", systemPackage],
      swiftSettings: strictMemory),
    .target(
      name: "ShmShow", dependencies: ["Linux", "ShmChannel", systemPackage],
      swiftSettings: strictMemory),
    .target(
      name: "Pixels", dependencies: ["CLibYUV", "CPixels", "Linux", "ShmChannel"],
      swiftSettings: strictMemory),
    .target(
      name: "FrameStreams", dependencies: ["CLibYUV", "ShmChannel"], swiftSettings: strictMemory),
    .testTarget(
      name: "FrameStreamsTests", dependencies: ["FrameStreams", "ShmChannel"],
      swiftSettings: strict),
    .target(name: "PlainJSON", swiftSettings: strict),
    .testTarget(name: "PlainJSONTests", dependencies: ["PlainJSON"], swiftSettings: strict),
    .target(
      name: "ChannelBridge", dependencies: ["PlainJSON", "ShmChannel", "ShmShow"],
      swiftSettings: strict),
    .testTarget(
      name: "ChannelBridgeTests",
      dependencies: ["ChannelBridge", "PlainJSON", "ShmChannel", "ShmShow", "TestSupport"],
      swiftSettings: strict),
    .target(name: "QtSharing", swiftSettings: strictMemory),
    .testTarget(name: "QtSharingTests", dependencies: ["QtSharing"], swiftSettings: strict),
    .target(name: "Settings", dependencies: ["ShmChannel"], swiftSettings: small),
    .testTarget(
      name: "SettingsTests", dependencies: ["Settings", "ShmChannel", "TestSupport"],
      swiftSettings: strict),
    .target(
      name: "Slideshow", dependencies: ["Linux", systemPackage], swiftSettings: small),
    .target(
      name: "Sandbox", dependencies: ["CLinux", "Linux", systemPackage], swiftSettings: small),
    .target(
      name: "ImageDecoding",
      dependencies: [
        "CEXR", "CHEIF", "CJPEG", "CJXL", "CLCMS", "CLibRaw", "CLibYUV", "COpenEXR", "CRSVG",
        "CSpng", "CTIFF", "CWebP", "CZlib", "Linux", "Pixels", "ShmChannel",
      ],
      swiftSettings: strictMemory),
    .target(
      name: "ImageEncoding",
      dependencies: [
        "CJPEG", "CLibYUV", "CSpng", "Linux", "Pixels", "ShmChannel", systemPackage,
      ],
      swiftSettings: strict),
    .systemLibrary(name: "CProfileMaking", path: "Tests/CProfileMaking"),
    .testTarget(
      name: "ImageDecodingTests",
      dependencies: [
        "CLCMS", "CProfileMaking", "ImageDecoding", "Pixels", "ShmChannel", "TestSupport",
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    .target(
      name: "CommandLineFiles",
      dependencies: [
        "CCommit", "ImageEncoding", "Linux", "Settings", "ShmChannel", "Slideshow", systemPackage,
      ],
      swiftSettings: small),
    .testTarget(
      name: "CommandLineFilesTests",
      dependencies: [
        "CommandLineFiles", "ImageEncoding", "Linux", "Settings", "ShmChannel", "TestSupport",
        systemPackage,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ImageEncodingTests",
      dependencies: ["ImageDecoding", "ImageEncoding", "Pixels", "ShmChannel"],
      swiftSettings: strict),
    .executableTarget(
      name: "ShareCLI",
      dependencies: [
        "CChafa", "CLinux", "CMosquitto", "CPage", "ChannelBridge", "CommandLineFiles",
        "FrameStreams", "ImageDecoding", "ImageEncoding", "Linux", "Pixels", "PlainJSON",
        "QtSharing", "Sandbox", "Settings", "ShmChannel", "ShmShow", "Slideshow", argumentParser,
        systemPackage,
      ],
      swiftSettings: small),
    .testTarget(
      name: "ShareCLITests",
      dependencies: [
        "CommandLineFiles", "ImageDecoding", "ImageEncoding", "Linux", "Settings", "ShareCLI",
        "ShmChannel", "ShmShow", "Slideshow", "TestSupport", argumentParser, systemPackage,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ShmChannelTests",
      dependencies: ["CLinux", "Linux", "ShmChannel", "TestSupport", systemPackage],
      swiftSettings: strict),
    .testTarget(
      name: "ShmShowTests",
      dependencies: ["Linux", "ShmChannel", "ShmShow", "TestSupport", systemPackage],
      swiftSettings: strict),
    .target(name: "ScreenText", dependencies: ["CPango", "Pixels"], swiftSettings: strict),
    .testTarget(
      name: "ScreenTextTests", dependencies: ["Pixels", "ScreenText"], swiftSettings: strict),
    .testTarget(
      name: "PixelsTests", dependencies: ["CPixels", "Pixels", "ShmChannel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SandboxTests", dependencies: ["CLinux", "Sandbox", "TestSupport", systemPackage],
      swiftSettings: strict),
    .testTarget(
      name: "SlideshowTests", dependencies: ["CLinux", "Slideshow", "TestSupport", systemPackage],
      swiftSettings: strict),
    .target(
      name: "ViewerCore", dependencies: ["Pixels", "Settings", "ShmChannel", "ShmShow"],
      swiftSettings: strict),
    .testTarget(
      name: "ViewerCoreTests",
      dependencies: ["Pixels", "Settings", "ShmChannel", "ShmShow", "TestSupport", "ViewerCore"],
      swiftSettings: strict),
    .target(
      name: "Composing",
      dependencies: [
        "CommandLineFiles", "Linux", "Pixels", "ScreenText", "ShmChannel", "ViewerCore",
      ],
      swiftSettings: strictMemory),
    .testTarget(
      name: "ComposingTests",
      dependencies: [
        "Composing", "ImageEncoding", "Pixels", "ScreenText", "ShmChannel", "ShmShow",
        "TestSupport", "ViewerCore",
      ],
      exclude: ["References"],
      swiftSettings: strict),
    .executableTarget(
      name: "X11Viewer",
      dependencies: [
        "CLinux", "CPresent", "CX11", "CXlib", "CommandLineFiles", "Composing", "ImageEncoding",
        "Linux", "Pixels", "ScreenText", "Settings", "ShmChannel", "ShmShow", "ViewerCore",
        argumentParser, systemPackage,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "X11ViewerTests",
      dependencies: [
        "CommandLineFiles", "CX11", "ImageEncoding", "Pixels", "ScreenText", "Settings",
        "ShmChannel", "ShmShow", "TestSupport", "ViewerCore", "X11Viewer",
      ],
      swiftSettings: strict),
    .target(
      name: "TestSupport",
      dependencies: [
        "CLinux", "CPresent", "CSpng", "CX11", "Settings", "ShmChannel", systemPackage,
      ],
      path: "Tests/TestSupport", swiftSettings: optimised),
    .executableTarget(
      name: "Torture",
      dependencies: [
        "CLinux", "CX11", "ImageDecoding", "Pixels", "ShmChannel", "ShmShow", "TestSupport",
        "ViewerCore", argumentParser, systemPackage,
      ],
      path: "Tests/Torture", swiftSettings: strict),
    .executableTarget(
      name: "Conformance", dependencies: ["ShmChannel"], path: "Tests/Conformance",
      swiftSettings: strict),
    .executableTarget(
      name: "HeaderFuzzer",
      dependencies: ["ChannelBridge", "FrameStreams", "PlainJSON", "ShmChannel", "ShmShow"],
      path: "Tests/HeaderFuzzer", exclude: ["Corpus", "meta.dict"], swiftSettings: strict),
    .executableTarget(
      name: "PictureFuzzer", dependencies: ["ImageDecoding", "ShmChannel"],
      path: "Tests/PictureFuzzer", exclude: ["Corpus"], swiftSettings: strict),
    .testTarget(
      name: "HeaderFuzzerTests", dependencies: ["HeaderFuzzer", "PictureFuzzer"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["ShmChannel", "ShmShow", "TestSupport", systemPackage],
      exclude: ["Interop", "QtPair"], swiftSettings: strict),
  ]
)

// scripts/test-sanitized builds no more than it runs: a sanitizer makes every build anew.
if Context.environment["SHMVIEW_SANITIZED"] != nil {
  let kept: Set = [
    "CBusGuard", "CJPEG", "CLinux", "CPixels", "ChannelBridge", "FrameStreams", "HeaderFuzzer",
    "ImageDecoding",
    "Linux", "PictureFuzzer", "Pixels", "PlainJSON", "Settings", "ShmChannel", "ShmShow",
    "TestSupport",
  ]
  package.targets.removeAll { target in
    let name = target.name.hasSuffix("Tests") ? String(target.name.dropLast(5)) : target.name
    return target.type != .system && !kept.contains(name)
  }
  package.products = []
}

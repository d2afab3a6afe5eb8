// Both halves of Qt's example "Shared Memory", without its window: one QSharedMemory with a key, and
// a QImage through a QDataStream. The tests build it with Qt 5 and with Qt 6.
//
// Usage: pair KEY [STREAM-VERSION]
//
// Takes a command a line from standard input, and answers each with a line: ok, or what failed.
//   share FILE  detach, create a segment of the picture's size, and write the picture (loadFromFile)
//   rewrite FILE  write a picture over the one in the attached segment
//   load FILE   attach, read, detach, and save what was read as PNG (loadFromMemory)
//   attach, detach, lock, unlock  as QSharedMemory has them
#include <QBuffer>
#include <QCoreApplication>
#include <QDataStream>
#include <QImage>
#include <QSharedMemory>
#include <cstring>
#include <iostream>
#include <string>

static int streamVersion = 0;

static QByteArray streamed(const QImage &image) {
  QBuffer buffer;
  buffer.open(QBuffer::ReadWrite);
  QDataStream out(&buffer);
  if (streamVersion > 0) out.setVersion(streamVersion);
  out << image;
  return buffer.data();
}

static std::string failure(const QSharedMemory &memory) {
  return "failed: " + memory.errorString().toStdString();
}

static std::string write(QSharedMemory &memory, const QByteArray &bytes) {
  if (!memory.lock()) return failure(memory);
  std::memcpy(memory.data(), bytes.constData(), qMin<qint64>(memory.size(), bytes.size()));
  memory.unlock();
  return "ok";
}

static std::string share(QSharedMemory &memory, const QString &file) {
  QImage image;
  if (file != "null" && !image.load(file)) return "failed: cannot load the file";
  const QByteArray bytes = streamed(image);
  if (memory.isAttached() && !memory.detach()) return failure(memory);
  if (!memory.create(bytes.size())) return failure(memory);
  return write(memory, bytes);
}

static std::string load(QSharedMemory &memory, const QString &file) {
  if (!memory.attach()) return failure(memory);
  QBuffer buffer;
  QDataStream in(&buffer);
  if (streamVersion > 0) in.setVersion(streamVersion);
  QImage image;
  memory.lock();
  buffer.setData(static_cast<const char *>(memory.constData()), memory.size());
  buffer.open(QBuffer::ReadOnly);
  in >> image;
  memory.unlock();
  memory.detach();
  if (image.isNull()) return "null";
  return image.save(file, "png") ? "ok" : "failed: cannot save";
}

static std::string obey(QSharedMemory &memory, const QString &command, const QString &file) {
  if (command == "share") return share(memory, file);
  if (command == "rewrite") {
    QImage image;
    return image.load(file) ? write(memory, streamed(image)) : "failed: cannot load the file";
  }
  if (command == "load") return load(memory, file);
  if (command == "attach") return memory.attach() ? "ok" : failure(memory);
  if (command == "detach") return memory.detach() ? "ok" : failure(memory);
  if (command == "lock") return memory.lock() ? "ok" : failure(memory);
  if (command == "unlock") return memory.unlock() ? "ok" : failure(memory);
  return "failed: no such command";
}

int main(int argc, char **argv) {
  QCoreApplication application(argc, argv);
  const QStringList arguments = application.arguments();
  if (arguments.size() < 2) return 64;
  if (arguments.size() > 2) streamVersion = arguments[2].toInt();
  QSharedMemory memory(arguments[1]);
  for (std::string line; std::getline(std::cin, line);) {
    const QString text = QString::fromStdString(line);
    std::cout << obey(memory, text.section(' ', 0, 0), text.section(' ', 1)) << std::endl;
  }
}

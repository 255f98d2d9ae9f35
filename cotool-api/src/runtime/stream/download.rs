//! Writing a body of bytes to where it is to stay.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{ByteStream, StreamError};

impl ByteStream {
    /// Writes all that is left to a writer, chunk by chunk, and gives the number of bytes. A writer that blocks, blocks the
    /// task for the time of a chunk.
    ///
    /// # Errors
    ///
    /// If the connection or the writer fails: what came before is written.
    pub async fn write_to<W: Write>(mut self, writer: &mut W) -> Result<u64, StreamError> {
        let mut written = 0_u64;
        while let Some(chunk) = self.next().await {
            let chunk = chunk?;
            writer.write_all(&chunk).map_err(StreamError::write)?;
            written = written.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        }
        writer.flush().map_err(StreamError::write)?;
        Ok(written)
    }

    /// Writes all that is left to a file, and gives the number of bytes. The file has its name only once it is whole: until
    /// then it is `<name>.part`, which is deleted if the download fails or is dropped. A file that is there is replaced.
    ///
    /// # Errors
    ///
    /// If the connection fails or the file cannot be written.
    pub async fn save(self, path: impl AsRef<Path>) -> Result<u64, StreamError> {
        let path = path.as_ref();
        let mut name = path.as_os_str().to_owned();
        name.push(".part");
        let part = Part(Some(PathBuf::from(name)));
        let Some(place) = &part.0 else { return Ok(0) };
        let mut file = File::create(place).map_err(StreamError::write)?;
        let written = self.write_to(&mut file).await?;
        drop(file);
        fs::rename(place, path).map_err(StreamError::write)?;
        part.keep();
        Ok(written)
    }
}

/// A file that is deleted unless it was finished.
struct Part(Option<PathBuf>);

impl Part {
    fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // It is of no use, and may not even be there.
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::super::bytes::tests::chunks;
    use super::*;

    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::new(io::ErrorKind::StorageFull, "full"))
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_body_is_written_as_it_comes() {
        let parts = || chunks([b"ab".to_vec(), b"".to_vec(), b"c".to_vec()], None);
        let mut all = Vec::new();
        assert_eq!(parts().write_to(&mut all).await.unwrap(), 3);
        assert_eq!(all, b"abc");
        let error = parts().write_to(&mut Full).await.unwrap_err();
        assert!(error.is_write() && !error.is_transport());
        assert_eq!(error.to_string(), "what came could not be written");
        assert_eq!(
            std::error::Error::source(&error).unwrap().to_string(),
            "full"
        );
    }

    #[tokio::test]
    async fn half_a_download_is_not_taken_for_a_whole_one() {
        let folder = std::env::temp_dir().join(format!("download-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("report.pdf");
        let broken = chunks([b"ab".to_vec()], Some("reset"));
        assert!(broken.save(&path).await.unwrap_err().is_transport());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        let whole = chunks([b"ab".to_vec(), b"c".to_vec()], None);
        assert_eq!(whole.save(&path).await.unwrap(), 3);
        assert_eq!(fs::read(&path).unwrap(), b"abc");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
        assert!(chunks([], None).save(&path).await.unwrap_err().is_write());
    }
}

//! Zip archives for formats that are made of them: deflated, without times, the same bytes for the same contents.

use miniz_oxide::deflate::compress_to_vec;

/// The first day that the format knows, 1980-01-01: files carry no time.
const DATE: u16 = 0x0021;

/// An archive of named files, in this order. Names are plain ASCII; all together stay far below 4 GB.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.3.
pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let packed = compress_to_vec(bytes, 6);
        let offset = out.len() as u32;
        let mut head = Vec::new();
        for word in [20, 0, 8, 0, DATE] {
            head.extend(u16::to_le_bytes(word)); // version, flags, deflate, time, date
        }
        for word in [crc32(bytes), packed.len() as u32, bytes.len() as u32] {
            head.extend(word.to_le_bytes());
        }
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]); // no further fields
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(packed);
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(head);
        list.extend([0; 10]); // no comment, one disk, no attributes
        list.extend(offset.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let (start, count) = (out.len() as u32, files.len() as u16);
    let length = list.len() as u32;
    out.extend(list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}

/// The checksum of zip archives.
///
/// Source: ISO 3309; ITU-T V.42, 8.1.1.6.2.
fn crc32(bytes: &[u8]) -> u32 {
    let table: [u32; 256] =
        std::array::from_fn(|k| (0..8).fold(k as u32, |c, _| if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 }));
    !bytes.iter().fold(u32::MAX, |crc, byte| crc >> 8 ^ table[((crc ^ u32::from(*byte)) & 0xff) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }
}

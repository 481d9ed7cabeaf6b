"""Why a file is refused: one code per rule, with the sentence and the remedy shown to the operator."""

from types import MappingProxyType

REFUSALS: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        # The file as a whole
        "file_unreadable": (
            "The file cannot be opened: %(reason)s.",
            "Check that the file exists and that it may be read, then send it again.",
        ),
        "empty_file": (
            "The file is empty (0 bytes).",
            "Export or save the table again and send the new file.",
        ),
        "file_too_large": (
            "The file has %(size)s bytes; at most %(limit)s are accepted.",
            "Split the table into several files.",
        ),
        "blank_text": ("The file holds only blank characters.", "Save the table again with its rows."),
        "plain_text": (
            "The file is running text, not a table: its first line is “%(found)s”.",
            "Send an .xlsx, .xls or .csv file with one header row.",
        ),
        "classified_file": (
            "Sheet “%(sheet)s”, row %(row)s bears a mark of state secrecy; nothing of the file was kept.",
            "Take the file off this machine and hand it to the secrecy office (保密办).",
        ),
        # Recognised, but not a spreadsheet we read
        "pdf_file": (
            "The file is a PDF document.",
            "Send the table it was made from as .xlsx, .xls or .csv.",
        ),
        "word_document": (
            "The file is a Word document.",
            "Copy the table into a spreadsheet and save it as .xlsx.",
        ),
        "presentation_file": (
            "The file is a presentation.",
            "Copy the table into a spreadsheet and save it as .xlsx.",
        ),
        "image_file": ("The file is a picture (%(kind)s).", "Send the table itself as .xlsx, .xls or .csv."),
        "program_file": (
            "The file is a program (%(kind)s) and was not opened.",
            "Have the computer it came from checked, then send the table as .xlsx, .xls or .csv.",
        ),
        "database_file": ("The file is a database (%(kind)s).", "Export the table as .csv."),
        "html_file": (
            "The file is a web page saved under a spreadsheet's name.",
            "Open it in Excel or WPS and save it as .xlsx.",
        ),
        "xml_file": ("The file is an XML document.", "Open it in Excel or WPS and save it as .xlsx."),
        "json_file": ("The file is JSON data.", "Send the table as .xlsx, .xls or .csv."),
        "rich_text_file": (
            "The file is a rich text document.",
            "Copy the table into a spreadsheet and save it as .xlsx.",
        ),
        "archive_file": (
            "The file is an archive (%(kind)s).",
            "Unpack it and send the table inside as .xlsx, .xls or .csv.",
        ),
        "opendocument_file": (
            "The file is an OpenDocument file (%(kind)s).",
            "Open it and save it as .xlsx.",
        ),
        "excel_binary_workbook": (
            "The file is a binary workbook (.xlsb).",
            "Open it in Excel and save it as .xlsx.",
        ),
        "old_excel_file": (
            "The file was written by Excel 95 or earlier (%(version)s).",
            "Open it in Excel or WPS and save it as .xlsx.",
        ),
        "unknown_office_file": (
            "The file is an Office file without a workbook inside.",
            "Send the table as .xlsx, .xls or .csv.",
        ),
        "password_protected": (
            "The workbook is protected by a password.",
            "Open it with the password, remove the protection and save it again.",
        ),
        "macro_file": (
            "The workbook contains macros (%(part)s).",
            "Save it as .xlsx without macros and send that file.",
        ),
        # The zip container of an .xlsx
        "corrupt_zip": (
            "The file is damaged or was cut off.",
            "Send it again; if that fails, open it in Excel or WPS and save it as a new .xlsx.",
        ),
        "zip_too_many_entries": (
            "The file has %(count)s parts inside; at most %(limit)s are accepted.",
            "Copy the table into a new workbook and save it as .xlsx.",
        ),
        "zip_path_unsafe": (
            "A part inside the file has an unsafe name: “%(name)s”.",
            "Do not use this file; ask the sender for the original.",
        ),
        "zip_duplicate_name": (
            "Two parts inside the file have the same name: “%(name)s”.",
            "Open it in Excel or WPS and save it as a new .xlsx.",
        ),
        "zip_entry_encrypted": (
            "The part “%(name)s” inside the file is encrypted.",
            "Save the workbook without a password and send it again.",
        ),
        "zip_compression_unsupported": (
            "The part “%(name)s” is packed by a method that workbooks do not use (%(method)s).",
            "Open it in Excel or WPS and save it as a new .xlsx.",
        ),
        "zip_ratio_too_high": (
            "The part “%(name)s” unpacks to more than %(limit)s times its packed size.",
            "Copy the table into a new workbook and save it as .xlsx.",
        ),
        "zip_unpacked_too_large": (
            "The file unpacks to more than %(limit)s bytes.",
            "Split the table into several files; remove pictures.",
        ),
        "zip_size_mismatch": (
            "The part “%(name)s” declares %(declared)s bytes but holds another number.",
            "Do not use this file; ask the sender for the original.",
        ),
        "nested_archive": (
            "The file contains another archive or workbook: “%(name)s”.",
            "Remove embedded files from the workbook and save it again.",
        ),
        # The parts of a workbook
        "workbook_part_missing": (
            "The workbook lacks its part “%(part)s”.",
            "Open it in Excel or WPS and save it as a new .xlsx.",
        ),
        "workbook_corrupt": (
            "The workbook cannot be read: its content is damaged.",
            "Open it in Excel or WPS and save it as a new .xlsx.",
        ),
        "xml_malformed": (
            "The part “%(part)s” of the workbook is not well-formed (line %(line)s).",
            "Open it in Excel or WPS and save it as a new .xlsx.",
        ),
        "xml_doctype": (
            "The part “%(part)s” of the workbook declares a document type; no spreadsheet program does.",
            "Do not use this file; ask the sender for the original.",
        ),
        "too_many_sheets": (
            "The workbook has %(count)s sheets; at most %(limit)s are accepted.",
            "Split it into several workbooks.",
        ),
        "too_many_rows": (
            "The file has more than %(limit)s rows (counted up to sheet “%(sheet)s”).",
            "Split the table into several files.",
        ),
        "too_many_columns": (
            "Sheet “%(sheet)s”, row %(row)s has content in column %(column)s; at most %(limit)s columns are accepted.",
            "Delete the columns that do not belong to the table.",
        ),
        "too_many_cells": (
            "Sheet “%(sheet)s” spans %(rows)s rows and %(columns)s columns; at most %(limit)s cells are accepted.",
            "Delete stray content far below or beside the table.",
        ),
        "cell_too_long": (
            "Sheet “%(sheet)s”, row %(row)s, column %(column)s holds %(length)s characters; "
            "at most %(limit)s are accepted.",
            "Shorten the text or move it into an attachment.",
        ),
        "no_content": (
            "The workbook has no visible sheet with content.",
            "Show the sheet that holds the table.",
        ),
        # The table
        "header_not_found": (
            "No header row in the first %(searched)s rows; sheet “%(sheet)s” begins with: %(found)s.",
            "Put the column names of the template in one row above the data.",
        ),
        "merged_header": (
            "Sheet “%(sheet)s”: the header cells %(range)s are merged; the columns have no own names.",
            "Undo the merge and write one name above every column, in one row.",
        ),
        "duplicate_header": (
            "Sheet “%(sheet)s”: the header “%(header)s” stands above columns %(columns)s.",
            "Rename or delete one of the columns.",
        ),
        # Text files
        "nul_bytes": (
            "The text file contains NUL characters (at byte %(offset)s).",
            "Save the table as .csv in UTF-8, or as .xlsx.",
        ),
        "binary_content": (
            "The file contains characters that no text has (code %(character)s).",
            "Send the table as .xlsx, .xls or .csv.",
        ),
        "undecodable_text": (
            "The text is neither UTF-8, UTF-16 nor GB18030 (byte %(offset)s).",
            "Save the table as .csv in UTF-8, or as .xlsx.",
        ),
        "mixed_encodings": (
            "Some lines are UTF-8, but line %(line)s is not.",
            "The file was put together from two sources: save each as .xlsx and send them separately.",
        ),
        "unpaired_quote": (
            "Row %(row)s: a quotation mark is not closed, or text follows a closed one.",
            "Double every quotation mark inside a quoted cell, or send the table as .xlsx.",
        ),
    }
)


class FileRefused(Exception):
    """The file is not read; nothing of it may be used.

    `code` is a key of REFUSALS, `params` fill its sentence and remedy.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        """Refuse with a rule code; KeyError when the code or one of its parameters is not known."""
        sentence, remedy = REFUSALS[code]
        self.code = code
        self.params: dict[str, str | int] = params
        super().__init__(f"{sentence % params} {remedy % params}")

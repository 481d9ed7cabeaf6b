"""What each rule code of the identifier checks means and how to repair the value."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Rule(NamedTuple):
    """Rule in one English sentence and the remedy; both are translated where they are shown."""

    sentence: str
    remedy: str


_COPY = "Copy the number again from the certificate; one character differs or two were exchanged."

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "credit_code_pattern": Rule(
            "A unified social credit code has 18 characters: 2 letters or digits, 6 digits and 10 letters "
            "or digits, without the letters I, O, S, V and Z.",
            "Copy the code from the business licence or the registration certificate.",
        ),
        "credit_code_check_character": Rule(
            "The last character of the unified social credit code does not fit the other 17.", _COPY
        ),
        "credit_code_organisation_check": Rule(
            "Characters 9 to 17 of the unified social credit code are not a valid organisation code.",
            "Compare the code with the certificate; keep it when the certificate shows the same.",
        ),
        "organisation_code_pattern": Rule(
            "An organisation code has 8 letters or digits and a check character.",
            "Enter the 9 characters without further signs.",
        ),
        "organisation_code_check_character": Rule(
            "The last character of the organisation code does not fit the other 8.", _COPY
        ),
        "resident_id_pattern": Rule(
            "A resident identity number has 17 digits and a digit or X at the end.",
            "Enter all 18 characters; the older form of 15 digits is not accepted.",
        ),
        "resident_id_division": Rule(
            "The first two digits of the identity number name no province.", "Copy the number from the card."
        ),
        "resident_id_birth_date": Rule(
            "Digits 7 to 14 of the identity number are not a date that exists.",
            "Copy the number from the card.",
        ),
        "resident_id_birth_future": Rule(
            "The birth date in the identity number lies in the future.", "Copy the number from the card."
        ),
        "resident_id_birth_before_1900": Rule(
            "The birth date in the identity number lies before 1900.",
            "Confirm that the number belongs to a living person.",
        ),
        "resident_id_check_character": Rule(
            "The last character of the identity number does not fit the other 17.", _COPY
        ),
        "patent_pattern": Rule(
            "A patent application number has 12 digits (8 before October 2003), a point and a check "
            "character, where the digit after the year is 1, 2, 3, 8 or 9.",
            "Enter it like 201710601862.3, with or without ZL in front.",
        ),
        "patent_check_digit": Rule(
            "The check character of the patent application number does not fit the digits before it.", _COPY
        ),
        "patent_granted_prefix": Rule(
            "The number of a granted patent begins with ZL.", "Put ZL in front when the patent is granted."
        ),
        "patent_publication_pattern": Rule(
            "A patent publication number is CN, the digit 1, 2 or 3, 6 or 8 further digits and a kind code.",
            "Enter it like CN106789012A.",
        ),
        "patent_publication_kind": Rule(
            "The kind code does not belong to the kind of patent in the publication number.",
            "Use A, B or C for inventions, U or Y for utility models, S or D for designs.",
        ),
        "software_copyright_pattern": Rule(
            "A software copyright registration number is a year, SR and 6 or 7 digits.",
            "Enter it like 2023SR0123456; the certificate number 软著登字第…号 is another number.",
        ),
        "plant_variety_pattern": Rule(
            "A plant variety right number is CNA and digits.", "Enter it like CNA20191001234."
        ),
        "layout_design_pattern": Rule(
            "A layout design registration number is BS and digits.", "Enter it like BS.205001234."
        ),
        "achievement_registration_pattern": Rule(
            "An achievement registration number is 3 digits of the place, the year, Y, J or R and 4 digits.",
            "Enter it like 4402020Y0123.",
        ),
        "industry_code_pattern": Rule(
            "An industry code of GB/T 4754 has 2 to 4 digits, with or without the section letter.",
            "Enter it like 3542 or C3542.",
        ),
        "industry_code_division": Rule(
            "GB/T 4754-2017 has no division with these two digits.", "Choose a division from 01 to 97."
        ),
        "industry_code_section": Rule(
            "The section letter does not own this division of GB/T 4754-2017.",
            "Leave the letter out or correct it.",
        ),
        "region_code_pattern": Rule("A region code of GB/T 2260 has 6 digits.", "Enter it like 320000 for Jiangsu."),
        "region_code_province": Rule(
            "The first two digits of the region code name no province.",
            "Choose one of the 34 province level codes.",
        ),
        "ipc_pattern": Rule(
            "An IPC symbol is a section A to H, 2 digits, a letter, the group, a stroke and the subgroup.",
            "Enter it like G06F 17/30, down to the subgroup.",
        ),
        "locarno_pattern": Rule("A Locarno class is two digits, a hyphen and two digits.", "Enter it like 14-02."),
        "orcid_pattern": Rule("An ORCID iD has 15 digits and a digit or X.", "Enter it like 0000-0002-1825-0097."),
        "orcid_check_character": Rule("The last character of the ORCID iD does not fit the other 15.", _COPY),
        "doi_pattern": Rule("A DOI is 10., 4 to 9 digits, a stroke and a suffix.", "Enter it like 10.1038/nphys1170."),
        "issn_pattern": Rule("An ISSN has 7 digits and a digit or X.", "Enter it like 0317-8471."),
        "issn_check_character": Rule("The last character of the ISSN does not fit the other 7.", _COPY),
        "isbn_pattern": Rule(
            "An ISBN has 13 digits beginning with 978 or 979.", "Enter the ISBN-13 of the imprint page."
        ),
        "isbn_check_digit": Rule("The last digit of the ISBN does not fit the other 12.", _COPY),
        "document_number_brackets": Rule(
            "The year of a document number stands in the brackets 〔 and 〕, without blanks.",
            "Use the corrected form.",
        ),
        "document_number_year": Rule(
            "The year of a document number has 4 digits and begins with 19 or 20.", "Write the whole year."
        ),
        "document_number_serial": Rule(
            "The serial of a document number has 1 to 5 digits, no 第 and no leading zero.",
            "Enter it like 国科办区〔2020〕50号.",
        ),
        "document_number_pattern": Rule(
            "A document number is the issuer's short form, the year in brackets, a serial and 号.",
            "Enter it like 国科办区〔2020〕50号.",
        ),
        "edition_number_pattern": Rule(
            "An edition number is a prefix of 2 to 4 capital letters, the year and a serial.",
            "Enter it like XQ-2026-01.",
        ),
        "item_code_pattern": Rule(
            "An item code is a prefix of 2 to 4 capital letters, the year, a field digit and 4 digits.",
            "Enter it like XQ202610001.",
        ),
    }
)
